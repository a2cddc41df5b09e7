"""Four people in four browsers score and vote: nobody is swayed by the others, and then everybody sees the same."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.slack.at_work import AtWork, at_work
from tests.workshops.someone import Someone

pytestmark = pytest.mark.browser

NAMES = ("Ana", "Ben", "Chiara", "Farid")
PLACES = ("Sees it", "Hears of it", "Tastes it")
FELT = {
    "Ana": ("delighted", "content", "annoyed"),
    "Ben": ("furious", "content", "annoyed"),
    "Chiara": ("delighted", "annoyed", "annoyed"),
    "Farid": ("annoyed", "neither", "annoyed"),
}
PAINS = ("The fee comes last", "Too many mails", "The queue")
DOTS = {"Ana": (0, 0), "Ben": (1, 1), "Chiara": (0, 1), "Farid": (2, 2)}


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    with at_work(tmp_path_factory.mktemp("bot")) as work:
        yield work


def begins(work: AtWork) -> None:
    """A workshop at the fourth step, to which four people are invited; what leads there has tests of its own."""
    ana = work.person("Ana", "journey")
    ana.types("/journey start Groceries").submits({"template": "five_stages"})
    work.until(ana, "Step 1 of 6")
    ana.types("/journey persona").submits({"Name": "Maya"})
    ana.types("/journey touchpoints").submits({"Your own, one on each line": "\n".join(PLACES)}).closes()
    ana.types("/journey invite").submits({"Who is asked to answer, too?": list(NAMES)})
    for _ in range(3):
        ana.types("/journey next anyway")
    work.until(ana, "Step 4 of 6")


def test_scores_and_dots_stay_private_until_the_reveal_and_then_all_see_the_same(
    browser: Browser, work: AtWork
) -> None:
    begins(work)
    team = [Someone(browser, work.running.url, name) for name in NAMES]
    they_score(team)
    they_see_where_they_disagree(team)
    they_collect(work)
    they_vote(team)
    they_see_the_tie(team)


def they_score(team: list[Someone]) -> None:
    for number, (person, name) in enumerate(zip(team, NAMES, strict=True)):
        person.presses("Score by stage")
        for place in PLACES:
            person.is_asked(place, "Choose …")
        person.answers(**dict(zip(PLACES, FELT[name], strict=True)))
        for other in team:
            other.sees(f"{number + 1} of 4 people have answered here")
            other.does_not_see("most differently", "Worth talking about", "furious", "median")


def they_see_where_they_disagree(team: list[Someone]) -> None:
    team[0].presses("Reveal")
    for person in team:
        person.sees("You see it most differently at: Sees it · Hears of it")
        person.opens_thread()
        person.sees("Sees it, for Maya: from −2 to +2, median +0.5")
        person.sees("Hears of it, for Maya: from −1 to +1, median +0.5")
        person.does_not_see("Tastes it, for Maya")


def they_collect(work: AtWork) -> None:
    ana = work.person("Ana", "journey")
    ana.types("/journey next anyway")
    for pain in PAINS:
        ana.types("/journey challenge").submits({"What hurts?": pain, "Where?": "Sees it"})


def they_vote(team: list[Someone]) -> None:
    for person, name in zip(team, NAMES, strict=True):
        person.sees("The queue")
        person.presses("Place my dots")
        first, second = (PAINS[at] for at in DOTS[name])
        person.answers(First_dot=first, Second_dot=second)


def they_see_the_tie(team: list[Someone]) -> None:
    for person in team:
        person.sees("4 of 4 have placed dots")
        person.does_not_see("●●")
    team[0].presses("Reveal")
    for person in team:
        person.sees("●●● The fee comes last")
        person.sees("●●● Too many mails")
        person.sees("●● The queue")
