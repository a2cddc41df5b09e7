"""R24: the backup before an update is killed at every write; what is called a backup is one, and the next start makes
it."""

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from storage.store import open_store
from tests.soak import disk
from tests.soak.r24_every_statement import kept, new
from tests.soak.trials import trial
from tests.storage.released import OLDER, filled, is_as_it_was, left_by, still_there


@trial("R24 updates without a whole backup, killed while it was made", at_most=0, times=1_000, short=4)
def wrong(folder: Path, times: int) -> float | None:
    """At so many writes, syncs and renamings of it, spread over all of them."""
    if not disk.within_reach():
        print("      not tried here: SQLite is built into this Python")
        return None
    full, bad, kills = f"sqlite:///{folder / 'full.db'}", 0, 0
    filled(full)
    with new(folder, "in a file") as url:
        left_by(OLDER[-1], url, full=full)
        last = _in_a_child(partial(_updated, url, at=0))
    moments = range(1, last + 1)[:: max(last // times, 1)]
    for at in moments:
        with new(folder, "in a file") as url:
            known = left_by(OLDER[-1], url, full=full)
            kills += _in_a_child(partial(_updated, url, at=at)) < 0
            bad += not all(is_as_it_was(known, one) for one in folder.glob("journeybot.db.*.backup"))
            bad += not (still_there(known, url) and kept(known, folder))
    print(f"      {kills} kills, at {len(moments)} of {last} moments")
    return bad + (kills < len(moments))


def _updated(url: str, *, at: int) -> int:
    """Update it, and be killed at that moment; how many there were."""
    moments = count(1)

    def pass_by(*_given: object, **_named: object) -> int:
        if next(moments) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def asked(_act: disk.Act, name: str, _at: int, _data: bytes) -> int:
        return pass_by() if name.endswith(".part") else 0

    os.fsync, os.replace = _after(pass_by, os.fsync), _after(pass_by, os.replace)
    with disk.disk(asked):
        open_store(url).close()
    return next(moments) - 1


def _after(first: Callable[..., object], then: Callable[..., None]) -> Callable[..., None]:
    def both(*given: object) -> None:
        first()
        then(*given)

    return both


def _in_a_child(what: Callable[[], int]) -> int:
    """What it gives; less than nothing if it was killed."""
    sys.stdout.flush()
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writes, str(what()).encode())
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as given:
        told = given.read()
    _, status = os.waitpid(child, 0)
    return -1 if os.WIFSIGNALED(status) else int(told)
