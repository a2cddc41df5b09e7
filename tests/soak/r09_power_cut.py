"""R9: the power fails at any moment; from what the disk was told to keep, every answer that was taken comes back."""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from storage.engine import scrub
from storage.store import open_store
from tests.soak.disk import Act, disk, within_reach
from tests.soak.stubborn import Stubborn, names_in
from tests.soak.trials import trial
from tests.team import gathered

ROUNDS = 150
SECTOR = 512
FILES = ("team.db", "team.db-wal")


@dataclass(frozen=True)
class Written:
    """One entry of the log: something done to a file, or, without a file, a name that was taken."""

    act: Act | None
    name: str
    at: int = 0
    data: bytes = b""


@dataclass
class Platter:
    """What is safe on the disk, and what it was given since, of which any part may get lost."""

    safe: dict[str, bytearray]
    pending: dict[str, list[Written]] = field(default_factory=lambda: defaultdict(list))
    taken: list[str] = field(default_factory=list)

    def sees(self, entry: Written) -> None:
        """The next entry of the log."""
        if entry.act is None:
            self.taken.append(entry.name)
        elif entry.act is Act.SYNC:
            for one in self.pending.pop(entry.name, ()):
                _do(one, self.safe[entry.name])
        elif entry.name in self.safe:
            self.pending[entry.name].append(entry)

    def cut(self, folder: Path, chance: random.Random) -> None:
        """Write the files as they may lie there when the power comes back."""
        for name, safe in self.safe.items():
            left = bytearray(safe)
            for one in self.pending.get(name, ()):
                if arrived := chance.choice((one, _torn(one, chance), None)):
                    _do(arrived, left)
            (folder / name).write_bytes(left)


def _do(entry: Written, file: bytearray) -> None:
    if entry.act is Act.TRUNCATE:
        del file[entry.at :]
        return
    file.extend(bytes(max(entry.at - len(file), 0)))
    file[entry.at : entry.at + len(entry.data)] = entry.data


def _torn(entry: Written, chance: random.Random) -> Written:
    """Only some of its sectors arrived."""
    whole = chance.randrange(len(entry.data) // SECTOR + 1) * SECTOR
    return Written(entry.act, entry.name, entry.at, entry.data[:whole])


@trial("R9  answers lost, doubled or files broken, power cut at any moment", at_most=0, times=200, short=12)
def wrong(folder: Path, times: int) -> float | None:
    """Writes a log of all that the disk is given, and looks at what so many beginnings of it leave."""
    if not within_reach():
        print("      not tried here: SQLite is built into Python, so that no disk of ours can be put beneath it")
        return None
    base, log = _recorded(folder, ROUNDS if times > 20 else 30)
    chance = random.Random(9)
    moments = {*chance.sample(range(len(log)), min(times, len(log)))}
    platter, found = Platter(base), Counter[str]()
    for number, entry in enumerate(log):
        platter.sees(entry)
        if number in moments:
            place = folder / str(number)
            place.mkdir()
            platter.cut(place, chance)
            found.update(_wrong_in(place / FILES[0], platter.taken))
    taken, checkpoints = sum(entry.act is None for entry in log), sum(_into_the_file(entry) for entry in log)
    print(
        f"      {len(moments)} cuts in {len(log)} acts, {taken} answers, {checkpoints} syncs of the file; {dict(found)}"
    )
    return sum(found.values())


def _into_the_file(entry: Written) -> bool:
    return entry.act is Act.SYNC and entry.name == FILES[0]


def _recorded(folder: Path, rounds: int) -> tuple[dict[str, bytearray], list[Written]]:
    """The files as they are in the beginning, and all that follows."""
    log: list[Written] = []

    def noted(act: Act, name: str, at: int, data: bytes) -> int:
        log.append(Written(act, name, at, data))
        return 0

    with gathered(folder) as calm:
        Stubborn(calm).begins()
    base = {FILES[0]: bytearray((folder / FILES[0]).read_bytes()), FILES[1]: bytearray()}
    assert not (folder / FILES[1]).exists()
    with disk(noted), gathered(folder) as team:
        people = Stubborn(team, heard=lambda name: log.append(Written(None, name)))
        for number in range(rounds):
            people.together(number)
            if number % 10 == 9:  # SQLite does it every thousand pages by itself
                scrub(team.store._engine)
        assert len(people.ok) == 3 * rounds
    return base, log


def _wrong_in(file: Path, taken: list[str]) -> Counter[str]:
    store = open_store(f"sqlite:///{file}")
    try:
        names = names_in(store)
        lost = sum(name not in names for name in taken)
        return Counter(lost=lost, doubled=sum(names.values()) - len(names), broken=bool(store.integrity()))
    finally:
        store.close()
