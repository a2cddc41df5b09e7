"""People who work on one map at the same time: nobody's words are lost, nobody moves twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.team import Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        yield team


@pytest.fixture
def started(team: Team) -> Team:
    team.member("ana").asks("start Groceries", template="five_stages")
    return team


def test_two_start_dialogs_open_at_once_begin_one_workshop_and_keep_what_the_other_typed(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.types("start")
    ben.types("start")
    ana.fills(title="Ana's")
    assert "title! This channel is already working on Ana's." in ben.fills(title="Ben's")
    assert ben.form is not None, "the dialog stays open"
    assert team.workshop.about.title == "Ana's"


def test_two_people_pressing_next_at_once_move_the_workshop_once(started: Team) -> None:
    started.member("ben").types("takeover")
    started.member("ben").asks("persona", name="Maya")
    key = started.workshop.key
    started.member("ana").presses("next", workshop=key, seen="personas")
    assert "has moved on since" in started.member("ben").presses("next", workshop=key, seen="personas")
    assert started.workshop.number == 2


def test_a_moment_is_shared_and_nobody_loses_anothers_words(started: Team) -> None:
    ana, ben = started.member("ana"), started.member("ben")
    ana.asks("persona", name="Maya")
    ana.asks("touchpoints", lines="Sees it\nHears of it")
    ana.types("moment")
    ben.types("moment")
    ben.fills(action="Looks twice", feeling="2")
    ana.fills(feeling="-2")
    moment = started.store.journey("T1", started.workshop.key).moments[0]
    assert moment.action == "Looks twice"

    ana.types("moment")  # opens at the second touchpoint; back to the first by hand, with the action left empty
    ana.fills(touchpoint=moment.touchpoint, thought="Hm")
    again = started.store.journey("T1", started.workshop.key).moments[0]
    assert (again.action, again.thought) == ("Looks twice", "Hm")
    assert sorted(s.value for s in started.store.journey("T1", started.workshop.key).scores) == [-2, 2]


def test_what_a_statement_stands_on_is_kept_with_it(started: Team) -> None:
    ben = started.member("ben")
    ben.asks("touchpoints", lines="Sees it")
    ben.types("evidence")
    ben.fills(
        on=ben.choice("on", "Sees it"), basis="measured", text="4 of 10 see it", link="https://example.org/report"
    )
    (found,) = started.store.journey("T1", started.workshop.key).evidence
    assert (found.basis, found.text, found.link) == ("measured", "4 of 10 see it", "https://example.org/report")
    assert "Evidence  4 of 10 see it [Edit] [Delete]" in ben.types("mine")


def test_a_message_becomes_a_challenge_that_remembers_who_said_it(started: Team) -> None:
    ben = started.member("ben")
    ben.asks("touchpoints", lines="Sees it")
    told = started.facilitator.quote(
        ben.who, ben.place, text="I gave up " * 100, said_by="<@UCLAIRE>", link="https://acme.slack.com/archives/C1/p1"
    )
    ben.hears(told)
    quote = next(field.initial for field in ben.form.fields if field.name == "text") if ben.form else None
    assert isinstance(quote, str)
    assert 490 < len(quote) <= 500, "cut between words"
    assert "where! Evidence hangs on a touchpoint" in ben.fills(
        becomes="evidence", where=ben.choice("where", SOMEWHERE)
    )
    ben.fills(where=ben.choice("where", SOMEWHERE))
    journey = started.store.journey("T1", started.workshop.key)
    (pain,), (heard,) = journey.challenges, journey.evidence
    assert (pain.text, heard.on) == (quote, pain.key)
    assert (heard.basis, heard.said_by, heard.link) == (
        "heard",
        "<@UCLAIRE>",
        "https://acme.slack.com/archives/C1/p1",
    )


SOMEWHERE = "Awareness (the whole stage)"


@pytest.fixture
def telling(started: Team) -> Team:
    """A persona, two touchpoints, and Ana and Ben with the dialog of the first moment before them."""
    started.member("ana").asks("persona", name="Maya")
    started.member("ana").asks("touchpoints", lines="Sees it\nHears of it")
    return started


def test_two_people_who_tell_the_same_moment_at_once_are_both_heard(telling: Team) -> None:
    ana, ben = telling.member("ana"), telling.member("ben")
    ana.types("moment")
    ben.types("moment")
    ben.fills(action="Looks twice")
    ana.fills(action="Walks past", thought="Hm")
    (moment,) = telling.store.journey("T1", telling.workshop.key).moments
    assert (moment.action, moment.thought) == ("Looks twice\nWalks past", "Hm")


def test_choosing_another_touchpoint_shows_what_is_said_there_and_takes_along_what_was_typed(telling: Team) -> None:
    ben, ana = telling.member("ben"), telling.member("ana")
    ben.types("moment")
    second = ben.choice("touchpoint", "Hears of it")
    ben.fills(touchpoint=second, action="Asks a friend")
    ana.types("moment")
    ana.chooses("touchpoint", second, thought="Oh")
    shown = {field.name: field.initial for field in ana.form.fields} if ana.form else {}
    assert (shown["touchpoint"], shown["action"], shown["thought"]) == (second, "Asks a friend", "Oh")
    ana.fills(action="Asks two friends")
    (moment,) = telling.store.journey("T1", telling.workshop.key).moments
    assert (moment.action, moment.thought) == ("Asks two friends", "Oh")


def test_an_empty_moment_is_not_taken(telling: Team) -> None:
    ben = telling.member("ben")
    assert "action! Tell what they do or think" in ben.asks("moment")
    assert telling.workshop.answered.get("moments", ()) == ()


def test_the_team_shares_the_moments_out_and_each_dialog_says_what_was_saved_and_is_left(telling: Team) -> None:
    ana, ben = telling.member("ana"), telling.member("ben")
    ben.asks("moment", action="Looks twice")
    assert ben.form is not None
    assert ben.form.above == "Saved: Sees it: Looks twice."
    ana.types("moment")
    assert ana.form is not None
    assert ana.form.fields[0].initial == ana.choice("touchpoint", "Hears of it")


def test_stages_that_others_changed_meanwhile_are_not_undone(started: Team) -> None:
    ana, ben = started.member("ana"), started.member("ben")
    ana.types("stages")
    ben.asks("stages", lines="I look\nI buy")
    assert "Meanwhile the stages were changed to: I look, I buy." in ana.fills(lines="One\nTwo\nThree")
    assert [s.name for s in started.store.journey("T1", started.workshop.key).stages] == ["I look", "I buy"]
