"""Three people hold a whole workshop in real browsers, from the first command to the map in the channel."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import browsers
from tests.slack.at_work import at_work

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with at_work(tmp_path_factory.mktemp("bot")) as work:
        yield work.running.url


class Someone:
    """A person in front of a browser of their own."""

    def __init__(self, browser: Browser, url: str, name: str) -> None:
        self.page: Page = browsers.windows(browser, viewport={"width": 1280, "height": 900}).new_page()
        self.page.goto(f"{url}/?as={name}&channel=journey")

    def types(self, text: str) -> None:
        composer = self.page.get_by_role("textbox", name="Message #journey")
        composer.fill(text)
        composer.press("Enter")

    def presses(self, button: str) -> None:
        """The newest button of that name."""
        self.page.get_by_role("button", name=button, exact=True).last.click()

    def fills(self, save: str = "Save", **fields: str) -> None:
        """Fill the open dialog in, field by its label, and send it."""
        dialog = self.page.get_by_role("dialog")
        for label, value in fields.items():
            control = dialog.get_by_label(label.replace("_", " ")).first
            if control.evaluate("element => element.tagName") == "SELECT":
                control.select_option(control.locator("option", has_text=value).first.get_attribute("value"))
            else:
                control.fill(value)
        dialog.get_by_role("button", name=save, exact=True).click()

    def is_asked(self, choice: str, chosen: str) -> None:
        """The dialog has gone on to this."""
        select = self.page.get_by_role("dialog").get_by_label(choice, exact=True)
        expect(select.locator("option:checked")).to_have_text(chosen)

    def feels(self, feeling: str) -> None:
        """Choose a feeling in the moment dialog and save it."""
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_label(feeling).check()
        dialog.get_by_role("button", name="Save", exact=True).click()

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).last).to_be_visible()


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
    ana, ben, chiara = team
    ana.types("/journey start Groceries")
    ana.fills(save="Start", Which_stages_to_begin_with="Before, during, after")
    for person in team:
        person.sees("Who travels?")
    ben.presses("Add a persona")
    ben.fills(Name="Maya")
    chiara.sees("1 of 2 people have answered here")


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
    ana.sees("Orders")


def they_say_how_it_feels(team: Three) -> None:
    ana, ben, chiara = team
    ana.presses("Next step")
    for person, feeling in ((ben, "−1"), (chiara, "+1")):
        person.presses("Tell the next moment")
        for touchpoint in ("Writes a list", "Orders"):
            person.is_asked("At", touchpoint)
            person.feels(feeling)
        expect(person.page.get_by_role("dialog")).to_have_count(0)
    ana.sees("2 of 2 felt")
    ana.presses("Reveal")
    chiara.sees("You see it most differently at")


def they_say_what_hurts_and_what_would_help(team: Three) -> None:
    ana, ben, chiara = team
    ana.presses("Next step")
    chiara.presses("Add a challenge")
    chiara.fills(What_hurts="The fee comes last", Where="Orders")
    ben.sees("The fee comes last")
    ana.presses("Next step")
    ben.presses("Add an improvement")
    ben.fills(What_would_help="Tell the fee first")
    chiara.sees("Tell the fee first")


def they_get_the_map(team: Three) -> None:
    team[0].presses("Finish")
    team[0].fills(save="Finish")
    for person in team:
        drawn = person.page.get_by_role("img", name="Groceries").last
        expect(drawn).to_be_visible()
        assert drawn.evaluate("picture => picture.naturalWidth") > 1000
        person.sees("You can still draw it, read it, or take it up again.")
