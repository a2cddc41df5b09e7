"""R3: killed at every moment of every wake-up, from the first timer to the second review: nothing missed or twice.

A workshop is played over half a year: a timer, a question in private, two reminders of what falls due and one of what
is overdue by then, a review that is called, begun by the button and gone through, and the next that is called. The
first is calm and tells which moments there are in each stage; in each of the others the bot ends once in every stage,
at the next of its moments. All of it twice: by a bot that may look for what it had posted, and by one that may not, as
it comes. That one asks people, gives up a letter rather than say it twice, and posts a card anew with the next change:
these are counted and told.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.soak.leaping import Leaping, leaping
from tests.soak.quarter import Quarter
from tests.soak.trials import trial

SHORT = {"asked in private": "after chat.postMessage 1", "called": "before chat.postMessage 1"}
"""What is tried in the short form, up to the first call to a review."""


@dataclass
class Quarters:
    """Workshops, one after the other; `moments` are those that passed in each stage of a calm one."""

    at: Leaping
    moments: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tried: int = 0
    unsaid: int = 0
    anew: int = 0

    def all_moments(self, times: int) -> list[str]:
        """A calm one, and then one for each of the moments of the stage that has most, or so many; what was wrong."""
        return self.plays(0, {}, learns=True) + self.tries(times)

    def tries(self, times: int) -> list[str]:
        """The moments that are known, one of each stage at a time."""
        found, rounds = list[str](), min(max(map(len, self.moments.values())), times)
        for number in range(rounds):
            kills = {stage: these[number] for stage, these in self.moments.items() if number < len(these)}
            found += self.plays(number + 1, kills)
        return found

    def plays(self, number: int, kills: Mapping[str, str], *, learns: bool = False, last: str = "") -> list[str]:
        """One, in which the bot ends at these moments of the stages; what was wrong."""
        quarter, found = Quarter(self.at, number), list[str]()
        self.at.plans_to_end("")
        quarter.begins()
        for stage in quarter.stages():
            moment = kills.get(stage.name, "")
            self.at.plans_to_end(moment)
            began = self.at.moments_passed()
            wrongs = quarter.plays(stage)
            if learns:
                self.moments[stage.name] = list(dict.fromkeys(self.at.moments_passed()[len(began) :]))
            self.tried += bool(moment) and self.at.ended
            found += [f"{number} {stage.name}, killed {moment or 'never'}: {wrong}" for wrong in wrongs]
            if stage.name == last:
                break
        else:
            found += [f"{number}: {lost}" for lost in quarter.lost]
        self.unsaid += quarter.unsaid
        self.anew += quarter.anew
        print("".join(f"      {wrong}\n" for wrong in found), end="", flush=True)
        return found


@trial("R3  wake-ups missed or twice, answers lost, killed at every moment", at_most=0, times=100, short=1)
def wrong(folder: Path, times: int) -> float:
    """So many workshops at most for each of the two bots."""
    if times > 1:
        return sum(_wrong_where(folder / f"{may_look}", times, may_look=may_look) for may_look in (True, False))
    with leaping(folder, may_look=True) as at:
        quarters = Quarters(at)
        found = quarters.plays(0, SHORT, last="called")
        print(f"      {quarters.tried} of {len(SHORT)} moments")
        return len(found) + len(SHORT) - quarters.tried


def _wrong_where(folder: Path, times: int, *, may_look: bool) -> int:
    folder.mkdir()
    with leaping(folder, may_look=may_look) as at:
        quarters = Quarters(at)
        found = quarters.all_moments(times)
    there = sum(map(len, quarters.moments.values()))
    left = f"{quarters.unsaid} letters given up, {quarters.anew} cards posted anew"
    print(f"      {'may look' if may_look else 'may not look'}: {quarters.tried} of {there} moments, {left}")
    return len(found)
