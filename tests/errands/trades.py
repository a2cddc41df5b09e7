"""Work for an easel, as functions that its process can find."""

import os
import time


def warm() -> None:
    """Nothing to get ready."""


def pid() -> int:
    return os.getpid()


def double(number: int) -> int:
    return 2 * number


def break_off() -> None:
    raise ValueError("the chalk broke")


def dawdle() -> None:
    time.sleep(60)


def die() -> None:
    os._exit(3)
