"""Work that must not be lost: everything that a chat must end up showing is shown, sooner or later."""
