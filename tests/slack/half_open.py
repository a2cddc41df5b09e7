"""A wire between the bot and its Slack that can be cut, or go dead without anybody hanging up."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable

HANDSHAKE_ENDS = b"\r\n\r\n"
AT_ONCE = struct.pack("ii", 1, 0)
"""SO_LINGER for a socket whose end is a reset."""


class Wire:
    """Passes everything on; with `dead_after_handshake` each new connection dies young."""

    def __init__(self, port: int) -> None:
        self.dead_after_handshake = False
        self._to = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.calls = 0
        self._open: set[socket.socket] = set()
        self._mute: set[socket.socket] = set()
        self._torn: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def cut(self) -> None:
        """Reset every connection there is."""
        self._torn |= self._open
        for end in list(self._open):
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
                end.shutdown(socket.SHUT_RD)  # wakes whoever reads there, and tells the other side nothing yet

    def freeze(self) -> None:
        """Nothing comes through any connection that there is now; new ones work."""
        self._mute |= self._open

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._listening.accept()
                self.calls += 1
                called = socket.create_connection(("127.0.0.1", self._to))
                young = self.dead_after_handshake
                self._pass_on(caller, called, lambda _heard: False)
                self._pass_on(
                    called, caller, (lambda heard: HANDSHAKE_ENDS in heard) if young else lambda _heard: False
                )

    def _pass_on(self, one: socket.socket, other: socket.socket, dies: Callable[[bytes], bool]) -> None:
        def work() -> None:
            dead = False
            self._open.add(one)
            with contextlib.suppress(OSError):
                while heard := one.recv(65536):
                    if not (dead or one in self._mute):
                        other.sendall(heard)
                    dead = dead or dies(heard)
            for end in (one, other):
                with contextlib.suppress(OSError):
                    end.close() if end in self._torn else end.shutdown(socket.SHUT_RDWR)
            for ends in (self._open, self._mute, self._torn):
                ends.discard(one)

        threading.Thread(target=work, daemon=True).start()
