"""A step ends while somebody types: what they send then is kept, counts for that step, and needs no second press."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from journeybot.forms import Form, Value
from journeybot.journey import KINDS, Note
from journeybot.sequence import PARTS
from journeybot.workshop import SECRET_OF, STEPS, Step
from tests.team import Member, Team, gathered
from tests.test_retrospective import begins
from tests.test_reviewing import finished


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        yield team


def begun(team: Team) -> Member:
    """A map with something of each kind in it, at its first step."""
    ana = team.member("ana")
    ana.asks("start Groceries", template="five_stages")
    ana.asks("persona", name="Maya")
    ana.asks("touchpoints", lines="Looks for tea\nPays")
    for pain in ("The fee comes last", "Nobody answers"):
        ana.types("challenge")
        ana.fills(text=pain, where=ana.choice("where", "Pays"))
    ana.types("improve")
    ana.fills(text="Show the fee")
    return ana


TYPED = {
    "name": "Tom",
    "lines": "Asks a friend",
    "text": "The queue",
    "action": "Waits",
    "values": "2026-04 20",
    "value": "18",
}


def typed_into(form: Form) -> dict[str, Value]:
    """Something in each field that wants it."""
    given: dict[str, Value] = {}
    for field in form.fields:
        if field.name in TYPED:
            given[field.name] = f"{field.initial or ''}\n{TYPED[field.name]}".strip()
        elif field.options and field.initial is None and field.required:
            given[field.name] = field.options[-1].value
    if form.name in {"score", "vote"}:
        given |= {form.fields[0].name: form.fields[0].options[-1].value}
    return given


def notes(team: Team) -> Mapping[str, Note]:
    found = (team.store.notes("T1", team.workshop.key, kind) for kind in KINDS.values())
    return {note.key: note for every in found for note in every}


def overtaken(team: Team, ana: Member, ben: Member, dialog: str, *, by: str = "next anyway") -> None:
    """Ben types into a dialog of the step while Ana leads on; his answer is there as if he had been faster."""
    step = team.workshop.step
    ben.types(dialog)
    form, before = ben.form, notes(team)
    assert form is not None, ben.heard
    ana.types(by)
    assert team.workshop.step is not step, ana.heard
    ben.form = form
    told = ben.fills(**typed_into(form))
    assert "!" not in told.split("\n")[0], told
    assert notes(team) != before, told
    counted = SECRET_OF[step] if dialog == "vote" else step
    if dialog in {"add", "vote"}:
        assert team.workshop.has_answered("UBEN", counted), (step, dialog)


AT_STEPS = [(step, "add") for step in STEPS[:-1]] + [(Step.MOMENTS, "score"), (Step.CHALLENGES, "vote")]


@pytest.mark.parametrize(("step", "dialog"), AT_STEPS)
def test_at_each_step_of_a_workshop(team: Team, step: Step, dialog: str) -> None:
    ana, ben = begun(team), team.member("ben")
    while team.workshop.step is not step:
        ana.types("next anyway")
    overtaken(team, ana, ben, dialog)


def test_at_each_part_of_a_review(team: Team) -> None:
    finished(team)
    ana, ben = team.member("ana"), team.member("ben")
    ana.types("review")
    for _ in PARTS[:-1]:
        overtaken(team, ana, ben, "add")


def test_at_each_step_of_a_retrospective(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    begins(ana)
    for _ in team.workshop.steps[:-1]:
        overtaken(team, ana, ben, "add")


def test_a_step_that_is_gone_back_from_keeps_its_late_answers_too(team: Team) -> None:
    ana, ben = begun(team), team.member("ben")
    ana.types("next anyway")
    overtaken(team, ana, ben, "add", by="back")


def test_after_the_end_the_dialog_stays_with_what_was_typed_and_can_be_sent_once_it_is_taken_up_again(
    team: Team,
) -> None:
    ana, ben = begun(team), team.member("ben")
    ben.types("persona")
    ana.asks("close")
    assert "A facilitator can take it up again with /journey reopen" in ben.fills(name="Tom")
    assert ben.form is not None, "it is still open"
    ana.types("reopen")
    assert "Saved: Tom" in ben.fills(name="Tom")
