"""R8: the disk reports an error at the nth write or sync; nothing that was taken is lost or there twice."""

import shutil
from collections import Counter
from pathlib import Path

from tests.soak.disk import IOERR_SYNC, IOERR_WRITE, Act, disk, within_reach
from tests.soak.stubborn import Stubborn
from tests.soak.trials import trial
from tests.team import gathered

AT = {Act.WRITE: IOERR_WRITE, Act.SYNC: IOERR_SYNC}
LASTING = 3
"""How often in a row it fails: what is done to clean up meets the error too."""
AFTERWARDS = 3


@trial("R8  answers lost or doubled, an I/O error at the nth write or sync, n to", at_most=0, times=50, short=4)
def wrong(folder: Path, times: int) -> float | None:
    """Fails at each of the first so many, once for each."""
    if not within_reach():
        print("      not tried here: SQLite is built into Python, so that no disk of ours can be put beneath it")
        return None
    found, told = Counter[str](), Counter[str]()
    for act in AT:
        for nth in range(1, times + 1):
            place = folder / f"{act}-{nth}"
            place.mkdir()
            found.update(_wrong_when_it_fails(place, act, nth=nth, told=told))
            shutil.rmtree(place)
    print(f"      {times * len(AT)} errors of the disk; {dict(told)} times told; {dict(found)}")
    return sum(found.values())


class Failing:
    """Fails at the nth act of a kind, and at the next ones."""

    def __init__(self, act: Act, nth: int) -> None:
        self._act = act
        self._nth = nth
        self.seen = 0

    @property
    def over(self) -> bool:
        """Whether it has failed as often as it should."""
        return self.seen >= self._nth + LASTING

    def __call__(self, act: Act, _name: str, _at: int, _data: bytes) -> int:
        if act is not self._act:
            return 0
        self.seen += 1
        return AT[act] if self._nth <= self.seen < self._nth + LASTING else 0


def _wrong_when_it_fails(folder: Path, act: Act, *, nth: int, told: Counter[str]) -> Counter[str]:
    (folder / "cut off").mkdir()
    with gathered(folder) as calm:
        Stubborn(calm).begins()
    failing = Failing(act, nth)
    with disk(failing), gathered(folder) as team:
        people = Stubborn(team)
        number = until = 0
        while number < until or not failing.over:
            people.together(number)
            number += 1
            until = until or (number + AFTERWARDS if failing.over else 0)
        found = people.wrong(team.store)
        for file in folder.glob("team.db*"):  # as it lies there, if the process ended now
            shutil.copy(file, folder / "cut off")
    told.update(people.told)
    found.update(people.wrong_in(folder / "cut off" / "team.db"))
    found["puzzled"] += len(people.puzzled)
    if people.puzzled:
        print(f"      {act} {nth}: {people.puzzled[:2]}")
    return found
