"""Whether this process could listen at an address, and if not, what somebody has to change."""

import errno
import os
import socket

NOT_HERE = "HOST is {host}, which is no address of this machine: 0.0.0.0 is every one that it has."
TAKEN = "port {port} is taken by another program: end that, or choose another with PORT."
NOT_ALLOWED = "port {port} may not be listened on by this user: choose one from 1024 on with PORT."
ELSE = "nobody can listen on {host}, port {port} ({why}): HOST and PORT choose others."


class Taken(OSError):
    """Somebody listens there; it may be another journeybot."""


def try_to_listen(host: str, port: int) -> None:
    """Take the address for a moment. Raises OSError, whose text says what to do, or Taken."""
    try:
        for family, kind, proto, _name, address in socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        ):
            with socket.socket(family, kind, proto) as trial:
                if os.name == "posix":  # as servers do, who may come back at once to where they were
                    trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    trial.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                trial.bind(address)
    except OSError as error:
        refused = Taken if error.errno == errno.EADDRINUSE else OSError
        raise refused(_sentence(error).format(host=host, port=port, why=error.strerror)) from error


def _sentence(error: OSError) -> str:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return NOT_HERE
    return {errno.EADDRINUSE: TAKEN, errno.EACCES: NOT_ALLOWED}.get(error.errno or 0, ELSE)
