"""Whatever would have opened a dialog that Slack gave up on, a button opens it again, as it would have been."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.sandbox.player import PATIENCE, Person
from bot.slack.buttons import Pressed, element, press_of
from bot.slack.reopening import Quoted, message_in, of_command, of_message
from journeybot.commands import COMMANDS
from journeybot.replies import Button
from tests.slack.at_work import AtWork, at_work


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    with at_work(tmp_path_factory.mktemp("bot")) as work:
        yield work


SEEN = ("initial_value", "initial_option", "initial_user", "initial_users", "options", "option_groups", "type")


@contextmanager
def too_late(work: AtWork) -> Iterator[None]:
    """Every dialog is opened after longer than Slack waits for it."""
    slack = work.slack
    in_time = {"open": slack.open, "push": slack.push}

    def late(way: str) -> Any:
        def opens(trigger: str, view: dict[str, Any]) -> None:
            work.player.forward(2 * PATIENCE)
            in_time[way](trigger, view)

        return opens

    with pytest.MonkeyPatch.context() as patched:
        for way in in_time:
            patched.setattr(slack, way, late(way))
        yield


def dialog(person: Person) -> list[Any]:
    """What the open dialog asks and has in it already, as it looks; then it is closed."""
    modal = person.looks().dialog()
    asked = [
        (str(block.get("label")), {name: value for name, value in (block.get("element") or {}).items() if name in SEEN})
        for block in modal["blocks"]
    ]
    person.closes()
    return [modal["title"], *asked]


def is_offered(work: AtWork, person: Person, act: Callable[[], object], *, at: str = "") -> None:
    """What an act opens in time, and by the button where it was too late; `at`, if not where the person is."""
    act()
    in_time = dialog(person)
    with too_late(work):
        act()
    assert person.looks().screen["modal"] is None, "Slack gave it up"
    if at:
        person.goes_to(at)
    work.until(person, "Press here and it opens")
    person.presses("Open again")
    assert dialog(person) == in_time


@pytest.mark.parametrize("typed", ["persona", "PERSONA", "antworten", "about", "handover @Ben"])
def test_a_command_in_whatever_words(work: AtWork, typed: str) -> None:
    ana = work.begins(work.room())
    is_offered(work, ana, lambda: ana.types(f"/journey {typed}"))


def test_a_button_of_the_card(work: AtWork) -> None:
    ana = work.begins(work.room())
    is_offered(work, ana, lambda: ana.presses("Add a persona", on="Step 1 of 6"))


def test_a_button_of_the_home_tab_in_a_direct_message(work: AtWork) -> None:
    emi = work.person("Emi", work.room())
    emi.types("/journey start Kettles").submits()
    emi.opens_home()
    work.player.wait_for(lambda: any("is at step 1 of 6" in text for text in emi.reads_home()))
    is_offered(work, emi, lambda: emi.presses("Add a persona"), at="direct")


def test_a_message_that_somebody_wants_on_the_map(work: AtWork) -> None:
    ana = work.begins(work.room())
    ana.types("/journey touchpoints").submits({"Your own, one on each line": "Help line"})
    ana.types('I waited for "twenty" minutes &amp; gave up').closes()
    is_offered(work, ana, lambda: ana.uses_shortcut("add_to_journey", on="I waited"))


def test_the_shortcut_that_begins_a_map(work: AtWork) -> None:
    ana = work.person("Ana", work.room())
    is_offered(work, ana, lambda: ana.uses_shortcut("start_map"), at="direct")


@pytest.mark.parametrize("text", ["", "persona", *(one * 3000 for one in ("x", "\\", '"', "\n", "\x01", "ü", "😀"))])
def test_however_long_and_odd_it_is_it_fits_into_a_button(text: str) -> None:
    for again in (of_command(text), of_message(Quoted(text, "<@U0123456789>", f"https://{'x' * 100}"))):
        assert again.command not in COMMANDS
        assert press_of(element(Button(label="Open again", command=again.command, argument=again.argument), 0)) == again
    message = message_in(again)
    assert message
    assert text.startswith(message.text)
    assert len(message.text) >= min(len(text), 100)
    assert message_in(Pressed(command=again.command, argument="odd")) is None
