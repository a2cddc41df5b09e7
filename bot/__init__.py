"""Chat and processes: everything that mentions a channel, a modal, a token or a process."""
