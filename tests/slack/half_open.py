"""A wire between the bot and its Slack that can go dead without anybody hanging up."""

import contextlib
import socket
import threading
from collections.abc import Callable

HANDSHAKE_ENDS = b"\r\n\r\n"


class Wire:
    """Passes everything on, until it is `dead`; with `dead_after_handshake` each new connection dies young."""

    def __init__(self, port: int) -> None:
        self.dead = self.dead_after_handshake = False
        self._to = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.calls = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

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
            with contextlib.suppress(OSError):
                while heard := one.recv(65536):
                    if not (dead or self.dead):
                        other.sendall(heard)
                    dead = dead or dies(heard)
            for end in (one, other):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

        threading.Thread(target=work, daemon=True).start()
