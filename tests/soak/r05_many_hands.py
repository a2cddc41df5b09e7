"""R5: twenty people change one workshop at the same time; every change is kept."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.soak.trials import trial
from tests.team import Member, Team, gathered

PEOPLE = 20
EACH = 20


@trial("R5  lost or doubled answers, 20 people x 20 at once", at_most=0, times=25, short=1)
def lost_answers(folder: Path, times: int) -> float:
    """Answers that are missing or too many, and revisions that do not count them, over all rounds."""
    wrong = 0
    for number in range(times):
        place = folder / str(number)
        place.mkdir()
        with gathered(place) as team:
            wrong += _wrong_after_a_round(team)
    return wrong


def _wrong_after_a_round(team: Team) -> int:
    team.member("ana").asks("start Groceries", template="empty")
    before = team.workshop.about.revision
    people = [team.member(f"p{number}") for number in range(PEOPLE)]
    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(_answer, people))
    names = [persona.name for persona in team.store.journey("T1", team.workshop.key).personas]
    wanted = {f"{person.who.id} {number}" for person in people for number in range(EACH)}
    missing, doubled = len(wanted - set(names)), len(names) - len(set(names))
    uncounted = abs(team.workshop.about.revision - before - len(wanted))
    return missing + doubled + uncounted


def _answer(person: Member) -> None:
    for number in range(EACH):
        person.asks("persona", name=f"{person.who.id} {number}")
