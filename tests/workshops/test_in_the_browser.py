"""Three people hold a whole workshop in real browsers, from the first command to the map in the channel."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.slack.at_work import at_work
from tests.workshops.someone import Someone

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with at_work(tmp_path_factory.mktemp("bot")) as work:
        yield work.running.url


Three = tuple[Someone, Someone, Someone]


def test_three_people_go_from_the_first_command_to_the_map_in_the_channel(browser: Browser, url: str) -> None:
    team = Someone(browser, url, "Ana"), Someone(browser, url, "Ben"), Someone(browser, url, "Chiara")
    they_say_who_travels(team)
    they_set_up_the_stages(team)
    they_say_where_they_meet_us(team)
    they_say_how_it_feels(team)
    they_say_what_hurts_and_what_would_help(team)
    they_get_the_map(team)


def they_say_who_travels(team: Three) -> None:
    ana, ben, _ = team
    ana.types("/journey start Groceries")
    ana.fills(save="Start", Which_stages_to_begin_with="Before, during, after")
    for person in team:
        person.sees("Who travels?")
    ben.presses("Add a persona")
    ben.fills(Name="Maya")
    for person in team:
        person.sees("1 of 2 people have answered here")


def they_set_up_the_stages(team: Three) -> None:
    ana, ben, chiara = team
    ana.presses("Next step")
    ben.sees("Which stages do they pass?")
    chiara.presses("Edit the stages")
    chiara.fills(Stages="I plan\nI order")
    ana.sees("I plan › I order")


def they_say_where_they_meet_us(team: Three) -> None:
    ana, ben, chiara = team
    ana.presses("Next step")
    ben.presses("Add touchpoints")
    for stage, line in (("I plan", "Writes a list | paper"), ("I order", "Orders | app | phone")):
        ben.is_asked("Stage", stage)
        ben.fills(**{"Your own": line})
    chiara.sees("Writes a list")
    for person in team:
        person.sees("Orders")


def they_say_how_it_feels(team: Three) -> None:
    ana, ben, chiara = team
    ana.presses("Next step")
    for person, feeling in ((ben, "−1"), (chiara, "+1")):
        person.presses("Tell the next moment")
        for touchpoint in ("Writes a list", "Orders"):
            person.is_asked("At", touchpoint)
            person.feels(feeling)
        expect(person.page.get_by_role("dialog")).to_have_count(0)
    ana.sees("2 of 2 touchpoints have a feeling")
    ana.presses("Reveal")
    ana.sees("1 of 3 has not answered here yet.")
    ana.presses("Reveal anyway")
    for person in team:
        person.sees("You see it most differently at")


def they_say_what_hurts_and_what_would_help(team: Three) -> None:
    ana, ben, chiara = team
    ana.presses("Next step")
    chiara.presses("Add a challenge")
    chiara.fills(What_hurts="The fee comes last", Where="Orders")
    for person in team:
        person.sees("The fee comes last")
    ana.presses("Next step")
    ben.presses("Add an improvement")
    ben.fills(What_would_help="Tell the fee first")
    for person in team:
        person.sees("Tell the fee first")


def they_get_the_map(team: Three) -> None:
    team[0].presses("Finish")
    team[0].fills(save="Finish")
    for person in team:
        drawn = person.page.get_by_role("img", name="Groceries").last
        expect(drawn).to_be_visible()
        assert drawn.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 1000
        person.sees("You can still draw it, read it, or take it up again.")
