"""Four people in four browsers look back on a sprint; and the next time, on what they took on."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.slack.at_work import AtWork, at_work
from tests.workshops.someone import Someone

pytestmark = pytest.mark.browser

NAMES = ("Ana", "Ben", "Chiara", "Farid")
FELT = {"Ana": "great", "Ben": "hard", "Chiara": "good", "Farid": "very hard"}
NOTES = (("It helped", "We worked in pairs"), ("It hurt", "The build is slow"))
ACTIONS = ("A faster build", "Meetings only before noon")


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    with at_work(tmp_path_factory.mktemp("bot")) as work:
        yield work


def test_four_people_look_back_and_the_next_time_begin_with_what_they_took_on(browser: Browser, work: AtWork) -> None:
    team = [Someone(browser, work.running.url, name) for name in NAMES]
    they_begin(team)
    they_say_how_it_felt(team)
    they_say_what_helped_and_what_hurt(team)
    they_take_something_on(team)
    they_begin_again_with_what_they_took_on(team)


def they_begin(team: list[Someone]) -> None:
    team[0].types("/journey start retro")
    team[0].fills(save="Start")
    for person in team:
        person.sees("How did each part of the sprint feel to you?")
        person.sees("Step 1 of 3")


def they_say_how_it_felt(team: list[Someone]) -> None:
    for number, (person, name) in enumerate(zip(team, NAMES, strict=True), 1):
        person.presses("Say how it felt")
        person.answers(Build=FELT[name], Release="good")
        team[0].sees(f"{number} of {number} {'person has' if number == 1 else 'people have'} answered here")
    for person in team:
        person.does_not_see("Worth talking about", "You see it most differently")
    team[0].presses("Reveal")
    for person in team:
        person.sees("You see it most differently at: Build")


def they_say_what_helped_and_what_hurt(team: list[Someone]) -> None:
    team[0].presses("Next step")
    team[0].presses("Go on anyway")
    for person, (kind, text) in zip(team, NOTES, strict=False):
        person.presses("Add something")
        person.page.get_by_role("dialog").get_by_label(kind).check()
        person.answers(What_was_it=text, In_which_part="Build")
        person.sees("Your key, shown only now")
    for person in team:
        person.sees("➕ Helped: We worked in pairs")
        person.sees("➖ Hurt: The build is slow")
        person.does_not_see("What hurts?")


def they_take_something_on(team: list[Someone]) -> None:
    ana, ben = team[:2]
    ana.presses("Next step")
    ana.sees("Nobody has placed any dots yet.")
    ana.presses("Go on anyway")
    for action in ACTIONS:
        ben.types("/journey improve")
        ben.answers(What_do_we_do=action, Who_takes_it_on="Ben", Until_when="2099-11-30")
    ana.sees("until 30 November 2099")
    ana.presses("Finish")
    ana.fills(save="Finish")
    for person in team:
        expect(person.page.locator("img").last).to_be_visible()


def they_begin_again_with_what_they_took_on(team: list[Someone]) -> None:
    ana, ben = team[:2]
    ana.types("/journey start")
    ana.fills(save="Start", Which_sprint_is_it="The second one")
    for person in team:
        person.sees("What became of the last actions?")
        person.sees("2 actions from Sprint retrospective")
        person.sees("Step 1 of 4")
    card = ben.page.get_by_role("article").filter(has_text="What became of the last actions?").last
    card.get_by_role("button", name="Done", exact=True).first.click()
    team[2].sees("✔ A faster build")
    team[3].page.get_by_role("button", name="Carry over", exact=True).last.click()
    team[3].fills(save="Save")
    for person in team:
        person.sees("1 of the last 2 actions was done.")
        person.sees("Carried over to this sprint")
    ana.presses("Next step")
    for person in team:
        person.sees("How did each part of the sprint feel to you?")
