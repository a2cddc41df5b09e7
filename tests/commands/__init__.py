"""The command line: what somebody sees who types journeybot."""
