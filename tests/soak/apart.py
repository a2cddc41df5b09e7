"""A crowd in a process of its own: what its threads take of Python's one lock is not taken from the stand-in for Slack,
nor from the clock that measures the bot."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Thread

from tests.soak.crowd import QUIET, Crowd

LOOK = 0.01


@contextmanager
def answering(crowd: Crowd, url: str) -> Iterator[None]:
    """Everybody answers while inside, one answer is taken already; then `crowd` knows what became of them. Raises
    OSError or EOFError if their process died."""
    apart = get_context("spawn")
    ours, theirs = apart.Pipe()
    asked = (crowd.rooms, crowd.people, crowd.each, crowd.pause)
    process = apart.Process(target=_answers, args=(asked, url, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        assert ours.poll(QUIET), "nobody's answer is taken"
        ours.recv()
        yield
    finally:
        ours.send("enough")
        ok, unknown, told, stumbled = ours.recv()
        crowd.ok += ok
        crowd.unknown += unknown
        crowd.told += told
        crowd.stumbled += stumbled
        process.join()


def _answers(asked: tuple[int, int, int, float], url: str, line: Connection) -> None:
    crowd = Crowd(*asked)
    Thread(target=_until_told, args=(crowd, line), daemon=True).start()
    crowd.answers(url)
    line.send((crowd.ok, crowd.unknown, crowd.told, crowd.stumbled))


def _until_told(crowd: Crowd, line: Connection) -> None:
    """Says when the first answer is taken; then it is enough at a word, or once there is nobody who could say one."""
    with suppress(OSError, EOFError):
        while not (crowd.ok or line.poll(LOOK)):
            pass
        if crowd.ok:
            line.send("at work")
        line.recv()
    crowd.enough.set()
