"""The web: what arrives over HTTP."""
