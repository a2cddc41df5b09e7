"""The certificates that clients in and of a sandbox trust."""

import ssl
from functools import cache

import httpx


@cache
def trusted() -> ssl.SSLContext:
    """Read once for all clients: it takes longer than most of what they do."""
    return httpx.create_ssl_context(trust_env=False)
