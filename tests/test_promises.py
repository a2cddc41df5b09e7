"""What was promised once, that no name is kept, holds among names and after the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeybot.journey import Challenge, Score, Vote
from journeybot.keys import is_of
from tests.team import Team, gathered
from tests.test_anonymity import complains, key_in, notes, scores, votes


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start", title="Groceries", template="five_stages")
        ana.asks("persona", name="Maya")
        ana.asks("touchpoints", lines="Looks for the shop\nAsks a friend")
        yield team


@pytest.mark.parametrize("signed", [0, 1])
def test_what_a_dialog_promised_is_kept_among_names_too(team: Team, signed: int) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.types("anonymous challenges")
    ben.types("challenge")
    where = ben.choice("where", "Looks for the shop")
    ana.types("anonymous off challenges")
    for _ in range(signed):
        complains(ana, "The queue")
    key_in(ben.fills(text="The fee", where=where))
    assert notes(team, Challenge)[-1].author is None
    assert ("UBEN" in team.workshop.participants) is not bool(signed), "else it were the one who has signed nothing"
    assert ("promised" in ana.types("anonymous challenges")) is not bool(signed)


@pytest.mark.parametrize(("kind", "step", "command"), [(Score, "moments", "score"), (Vote, "challenges", "vote")])
def test_what_each_gives_once_lies_under_a_code_where_it_was_promised_no_name(
    team: Team, kind: type, step: str, command: str
) -> None:
    """Else whoever has the database could try each person's id, as the keys of what the others have signed hold it."""
    ana, ben = team.member("ana"), team.member("ben")
    ana.types("paste")
    ana.fills(lines="The fee\nThe queue", section="hurts", where=ana.choice("where", "Looks for the shop"))
    ana.types(f"anonymous {step}")
    ben.types(command)
    form = ben.form
    assert form is not None
    ana.types(f"anonymous off {step}")
    scores(ana, "1") if kind is Score else votes(ana)
    field, (first, *_, last) = form.fields[0].name, (one.value for one in form.fields[0].options)
    for given in (first, last):
        ben.form = form
        ben.fills(**{field: given})
        [unsigned] = [note for note in notes(team, kind) if note.author is None]
        assert not is_of(unsigned, team.workshop.key, person="UBEN")
        ben.types(command)
        form = ben.form
        assert form is not None
        assert "Without names" in form.intro, "what was promised once is promised again"
        assert form.fields[0].initial == given, "and found again, so that nobody gives anything twice"
    assert "UBEN" not in team.workshop.participants
    ana.asks("close")
    assert not any(team.workshop.veils.values())


def test_after_the_end_nobody_can_work_out_whose_scores_they_are(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.types("anonymous moments")
    scores(ben, "-2")
    assert any(team.workshop.veils.values())
    ana.asks("close")
    assert not any(team.workshop.veils.values())
    ana.types("reopen")
    ben.types("score")
    assert ben.form is not None
    assert "given without names before" in ben.fills(**{field.name: "2" for field in ben.form.fields})
    assert [note.value for note in notes(team, Score)] == [-2, -2]


def test_own_scores_cannot_be_brought_in_where_nobody_may_know_any_more_whose_they_are(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.types("anonymous moments")
    scores(ben, "-2")
    ana.asks("close")
    ana.types("reopen")
    ana.types("import")
    ana.fills(text="persona,touchpoint,score\nMaya,Asks a friend,2\n", whose=("own",))
    [bring_in, *_] = ana.offered_buttons
    assert "given without names before" in ana.presses(bring_in.command, bring_in.argument)
    assert len(notes(team, Score)) == 2
