"""People who answer on a disk that fails, and send a dialog again until it closes; and what became of their answers."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from journeybot.journey import Persona
from journeybot.obstacles import Unstored
from storage.store import SqlStore, open_store
from tests.team import HERE, Member, Team

TRIES = 100


@dataclass
class Stubborn:
    """`ok` are the names whose dialog closed, `told` why others did not at first, and how often."""

    team: Team
    ok: list[str] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)
    puzzled: list[str] = field(default_factory=list)
    heard: Callable[[str], object] = lambda _name: None
    """Called as soon as a dialog has closed."""

    def begins(self) -> None:
        """A workshop to answer in."""
        self.team.member("ana").asks("start Groceries", template="empty")

    def together(self, round_: int, people: int = 3) -> None:
        """So many enter a name each, at the same time."""
        names = [f"round {round_} person {number}" for number in range(people)]
        with ThreadPoolExecutor(people) as threads:
            list(threads.map(self.enters, names))

    def enters(self, name: str, *, tries: int = TRIES) -> bool:
        """Somebody opens a dialog and sends it, as often as it takes."""
        member = self.team.member(name.replace(" ", ""))
        member.types("persona")
        for _ in range(tries):
            if self._sends(member, name):
                self.heard(name)
                self.ok.append(name)
                return True
        return False

    def _sends(self, member: Member, name: str) -> bool:
        try:
            if "Saved" not in member.fills(name=name):
                self.puzzled.append(member.heard)
        except Unstored as error:
            if error.obstacle is None:
                self.puzzled.append(str(error))
            self.told[str(error.obstacle)] += 1
            return False
        except Exception as error:  # noqa: BLE001  a person would be told that nobody foresaw it
            self.puzzled.append(repr(error))
            return False
        return True

    def wrong_in(self, file: Path) -> Counter[str]:
        """What is lost, doubled or broken in the database of that file."""
        store = open_store(f"sqlite:///{file}")
        try:
            return self.wrong(store)
        finally:
            store.close()

    def wrong(self, store: SqlStore) -> Counter[str]:
        """What is lost, doubled or broken in it."""
        names = names_in(store)
        lost = sum(name not in names for name in self.ok)
        return Counter(lost=lost, doubled=sum(names.values()) - len(names), broken=bool(store.integrity()))


def names_in(store: SqlStore) -> Counter[str]:
    """The names of all personas, and how often each is there."""
    workshop = store.latest_in(HERE)
    notes = store.notes(HERE.tenant, workshop.key, Persona) if workshop else ()
    return Counter(note.name for note in notes if isinstance(note, Persona))
