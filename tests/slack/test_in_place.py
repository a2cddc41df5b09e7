"""A reminder stays in somebody's Messages for weeks: what is pressed in it is answered in its own line."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.player import Person
from bot.slack.blocks import messages
from bot.slack.circle import Circle
from bot.slack.delivery import Slack
from bot.slack.in_place import InPlace
from bot.slack.markup import SLACK
from bot.slack.voice import Listener
from bot.wiring import new_key, now
from journeybot.facilitator import Facilitator
from journeybot.journey import Improvement
from journeybot.replies import Button, Row, Say
from journeybot.wording import Wording
from journeybot.workshop import Change, Place, Who
from tests.slack.at_work import AtWork, at_work

LATE = date(2026, 5, 14)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    with at_work(tmp_path_factory.mktemp("bot")) as work:
        yield work


def reminded(work: AtWork, name: str, *texts: str) -> Person:
    """Somebody who has taken these on in a map of Ana's, and was reminded of them, long after their day."""
    room = work.room()
    ana, owner = work.begins(room), work.player.person(name, "direct")
    place = Place(work.running.stage.workspace.team.id, ana.channel)
    store = work.bot.store
    key = store.latest_in(place).key  # type: ignore[union-attr]
    notes = tuple(Improvement(key=new_key(), text=text, owner=f"<@{owner.id}>", due=LATE) for text in texts)
    store.change(place.tenant, key, lambda now, _: Change(workshop=now, put=notes))
    lead = Facilitator(store, Wording(markup=SLACK), clock=now, keys=new_key, circle=Circle(lambda _: work.slack))
    of = [(key, {"improvement": note.key, "due": f"{LATE}", "today": "2026-11-22"}) for note in notes]
    letter = messages(lead.reminder(Who(place.tenant, owner.id), of))[0]
    work.slack.post(owner.id, letter["text"], letter["blocks"])
    work.until(owner, texts[-1])
    return owner


def lines(owner: Person) -> list[str]:
    """What the reminder's lines say of themselves, and all that can be pressed in it."""
    message = owner.looks().message_with("From Groceries in")
    told = [block["text"]["text"] for block in message["blocks"] if "From Groceries" in str(block.get("text"))]
    pressed = [one["text"]["text"] for block in message["blocks"] for one in block.get("elements", ())]
    return [*(line.partition("\n")[2].partition(" in <")[0] for line in told), " ".join(pressed)]


def test_what_is_pressed_in_a_reminder_is_answered_in_its_line_and_the_others_stay(work: AtWork) -> None:
    ben = reminded(work, "Ben", "Write down who is on call", "No release after noon")
    ben.presses("Done")
    work.until(ben, "✔ Done. From")
    untouched = "*Overdue* since 14 May 2026, not begun. From Groceries"
    left = "Undo Not begun Under way Done Drop it Later … No more reminders"
    assert lines(ben) == ["✔ Done. From Groceries", untouched, left]
    ben.presses("Under way")
    work.until(ben, "◐ Under way, *overdue* since 14 May 2026. From")
    ben.presses("Later …").submits({"due": "2099-05-04"})
    work.until(ben, "◐ Under way, until 4 May 2099. From")
    ben.presses("Undo")
    work.until(ben, "○ Not begun, *overdue* since 14 May 2026. From")
    both = "Under way Done Drop it Later … Undo Done Drop it Not begun Later … No more reminders"
    overdue, later = "○ Not begun, *overdue* since 14 May 2026. From Groceries", "◐ Under way, until 4 May 2099. From"
    assert lines(ben) == [overdue, f"{later} Groceries", both]
    assert len(ben.screen()["messages"]) == 1, "nothing is said below it"


def test_the_line_is_in_the_words_of_who_reads_it_also_once_it_is_somebody_elses(work: AtWork) -> None:
    dilan = reminded(work, "Dilan", "Aufschreiben, wer Dienst hat")
    dilan.presses("Under way")
    work.until(dilan, "◐ In Arbeit, *überfällig* seit 14. Mai 2026. Aus Groceries")
    dilan.presses("Später …").submits({"owner": "Ben"})
    work.until(dilan, ", @Ben. Aus Groceries")
    with pytest.raises(AssertionError):
        dilan.presses("Erledigt")  # it is no longer for Dilan to say


def test_where_it_cannot_be_edited_what_came_of_it_is_said_below(
    work: AtWork, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuses(*_given: object, **_named: object) -> None:
        raise SlackApiError("no", {"error": "message_not_found"})  # type: ignore[no-untyped-call]

    monkeypatch.setattr(Slack, "update", refuses)
    chiara = reminded(work, "Chiara", "Ask the bank")
    chiara.presses("Done")
    work.until(chiara, "“Ask the bank” is done. Well done.")
    assert "what somebody was told stays as it was: message_not_found" in caplog.text


class Edited:
    """A Slack whose messages are edited one after the other."""

    def __init__(self) -> None:
        self.shown: list[list[str]] = []

    def update(self, _channel: str, _ts: str, _text: str, *, blocks: list[Any]) -> None:
        self.shown.append([one["text"]["text"] for block in blocks for one in block.get("elements", [block])])


def pressing(at: int) -> dict[str, Any]:
    """A press on the first button of a line of two, in a message as it was sent."""
    rows = tuple(
        Row(text=text, buttons=(Button(label="Done", command="done", argument=text),) * 2) for text in ("One", "Two")
    )
    blocks = messages(Say(text="", rows=rows))[0]["blocks"]
    action, channel = blocks[2 * at + 1]["elements"][0], {"id": "D1", "name": "directmessage"}
    return {"message": {"ts": "1.2", "blocks": blocks}, "actions": [action], "channel": channel}


def test_pressed_twice_or_before_it_was_edited_nothing_of_it_is_lost() -> None:
    slack, clock = Edited(), [0.0]
    place = InPlace(lambda _: cast(Slack, slack), clock=lambda: clock[0])
    undo = Button(label="Undo", command="takeback")
    line = Row(text="✔ One", buttons=(undo, Button(label="Not begun", command="unbegun", argument="One done")))
    for at, row in [(0, line), (0, replace(line, buttons=line.buttons[1:])), (1, Row(text="✔ Two"))]:
        put = place.pressed(pressing(at), Listener("T", "U", "D1"))
        assert put
        assert put(row)()
    assert slack.shown[-1] == ["✔ One", "Undo", "Not begun", "✔ Two"]
    clock[0] += 60
    put = place.pressed(pressing(1), Listener("T", "U", "D1"))
    assert put
    assert put(Row(text="✔ Two"))()
    assert slack.shown[-1] == ["One", "Done", "Done", "✔ Two"], "by then somebody else of us may have edited it"
