"""What a team hears when it works through a map: the whole way, and every wrong turning."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeybot.forms import clean
from journeybot.ports import Showable
from tests.team import NOON, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        yield team


@pytest.fixture
def started(team: Team) -> Team:
    team.member("ana").asks("start Groceries", template="five_stages")
    return team


def go_through(team: Team) -> None:
    """The whole way, by two people."""
    ana, ben = team.member("ana"), team.member("ben")
    ana.asks("start Groceries", template="before_during_after")
    ben.asks("add", name="Maya", age="34", goals="save time\n\neat well")
    ana.types("next")
    ana.asks("add", lines="I plan | before\nI order | during | Order placed\nI cook | after")
    ana.types("next")
    ben.asks("add", lines="Writes a list | kitchen wall\nAsks the family")
    ben.fills(lines="Orders | app | phone")
    ben.fills(lines="Unpacks")
    ana.types("next")
    ben.types("add")
    while ben.form:
        ben.fills(action="does it", feeling="-1")
    ana.types("reveal")
    ana.types("next")
    ben.types("add")
    ben.fills(text="The fee comes last", where=ben.choice("where", "Orders"), severity="3")
    ana.types("next")
    ben.types("add")
    ben.fills(
        text="Tell it first", challenges=(ben.choice("challenges", "The fee comes last"),), owner="UANA", impact="5"
    )
    assert "Finished" in ana.asks("close")


def test_all_that_a_team_said_on_its_way_is_on_the_map(team: Team) -> None:
    go_through(team)
    journey = team.store.journey("T1", team.workshop.key)
    assert [(s.name, s.phase, s.milestone) for s in journey.stages] == [
        ("I plan", "before", ""),
        ("I order", "during", "Order placed"),
        ("I cook", "after", ""),
    ]
    assert [(t.name, t.channel, t.device) for t in journey.travelled()] == [
        ("Writes a list", "kitchen wall", ""),
        ("Asks the family", "", ""),
        ("Orders", "app", "phone"),
        ("Unpacks", "", ""),
    ]
    assert (journey.personas[0].name, journey.personas[0].goals) == ("Maya", ("save time", "eat well"))
    assert [s.value for s in journey.scores] == [-1] * 4
    assert journey.improvements[0].challenges == (journey.challenges[0].key,)


def test_the_end_owes_the_channel_the_map_and_the_thread_the_words_and_files(team: Team) -> None:
    go_through(team)
    assert "You can still draw it, read it, or take it up again." in team.card()
    owed = [(s.kind, s.in_thread) for s in team.store.due(NOON) if s.kind is not Showable.CARD and "step" not in s.what]
    reveal, *end = [(Showable.TEXT, True), (Showable.TEXT, True), (Showable.FILE, True), (Showable.FILE, True)]
    assert sorted(owed) == sorted([reveal, *end, (Showable.MAP, False)])


def test_an_unknown_word_is_answered_with_the_nearest_command(started: Team) -> None:
    assert "Did you mean `/journey next`?" in started.member("ana").types("nxet")
    assert "[What can I do?]" in started.member("ana").types("frobnicate")


def test_a_second_start_in_the_channel_is_refused_and_elsewhere_it_is_not(started: Team) -> None:
    assert "already working on Groceries" in started.member("ben").types("start")
    assert started.member("ben", channel="C2").types("start") == "<Start a journey map>"


def test_two_start_dialogs_open_at_once_begin_one_workshop_and_keep_what_the_other_typed(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.types("start")
    ben.types("start")
    ana.fills(title="Ana's")
    assert "title! This channel is already working on Ana's." in ben.fills(title="Ben's")
    assert ben.form is not None, "the dialog stays open"
    assert team.workshop.about.title == "Ana's"


def test_the_same_dialog_submitted_twice_saves_once(started: Team) -> None:
    ben = started.member("ben")
    ben.types("persona")
    form = ben.form
    ben.fills(name="Maya")
    ben.form = form
    ben.fills(name="Maya")
    assert [p.name for p in started.store.journey("T1", started.workshop.key).personas] == ["Maya"]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"name": None}, "name! Please fill this in."),
        ({"name": " \n "}, "name! Please fill this in."),
        ({"name": "x" * 3000}, "name! Please shorten this to 120 characters; it has 3000."),
        ({"name": "Maya", "age": "old"}, "age! Please write a whole number, such as 34."),
        ({"name": "Maya", "age": "140"}, "age! Please write a number from 0 to 120."),
    ],
)
def test_a_dialog_that_cannot_be_saved_says_why_at_the_field(started: Team, answers: dict[str, str], told: str) -> None:
    ben = started.member("ben")
    assert ben.asks("persona", **answers) == told
    assert not started.store.journey("T1", started.workshop.key).personas


def test_only_who_facilitates_moves_the_steps_and_others_are_told_who_that_is(started: Team) -> None:
    ben = started.member("ben")
    assert "Only who facilitates can do this: @UANA" in ben.types("next")
    assert "You facilitate now, too" in ben.types("takeover")
    assert "There is no persona yet" in ben.types("next")


def test_next_names_what_is_missing_and_asks_once(started: Team) -> None:
    ana = started.member("ana")
    assert "There is no persona yet: who travels?\n[Add a persona]\n[Go on anyway]" in ana.types("next")
    assert started.workshop.number == 1
    ana.presses("next", "anyway", workshop=started.workshop.key, seen="personas")
    assert started.workshop.number == 2


def test_two_people_pressing_next_at_once_move_the_workshop_once(started: Team) -> None:
    started.member("ben").types("takeover")
    started.member("ben").asks("persona", name="Maya")
    key = started.workshop.key
    started.member("ana").presses("next", workshop=key, seen="personas")
    assert "Somebody was faster" in started.member("ben").presses("next", workshop=key, seen="personas")
    assert started.workshop.number == 2


def test_buttons_of_a_closed_workshop_say_so_and_change_nothing(started: Team) -> None:
    ana, ben = started.member("ana"), started.member("ben")
    ben.types("persona")
    ana.asks("close")
    revision = started.workshop.about.revision
    for command in ("add", "next", "persona", "close"):
        assert "Groceries is finished" in ana.presses(command, workshop=started.workshop.key)
    assert "name! Groceries is finished" in ben.fills(name="Maya")
    assert started.workshop.about.revision == revision
    assert "is open again" in ana.types("reopen")
    assert "Saved: Maya" in ben.fills(name="Maya")


def test_a_button_whose_workshop_is_not_ours_is_answered_without_saying_more(started: Team) -> None:
    assert "This is no longer there" in started.member("ana").presses("next", workshop="somebody-else's")


def test_one_sees_edits_and_deletes_what_one_wrote_and_nobody_else_does(started: Team) -> None:
    ana, ben = started.member("ana"), started.member("ben")
    ben.types("challenge")
    place = ben.offered("where")[0]
    ben.fills(text="Too dear", where=ben.choice("where", place))
    assert "Challenge  Too dear [Edit] [Delete]" in ben.types("mine")
    challenge = started.store.journey("T1", started.workshop.key).challenges[0]
    assert "only they or a facilitator" in started.member("chi").presses("delete", challenge.key)
    ben.presses("edit", challenge.key)
    assert ben.form is not None
    assert ben.form.fields[0].initial == "Too dear"
    ben.fills(text="Far too dear")
    assert "Deleted: “Far too dear”." in ana.presses("delete", challenge.key)
    assert "not written anything" in ben.types("mine")


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


def test_stages_keep_what_hangs_on_them_through_renaming_and_reordering(started: Team) -> None:
    ana = started.member("ana")
    ana.asks("touchpoints", lines="Sees an advert")
    before = started.store.journey("T1", started.workshop.key)
    names = [s.name for s in before.stages]
    ana.asks("stages", lines="\n".join(["I notice", *reversed(names[1:])]))
    after = started.store.journey("T1", started.workshop.key)
    assert [s.name for s in after.stages] == ["I notice", *reversed(names[1:])]
    assert after.stages[0].key == before.stages[0].key
    assert [t.name for t in after.touchpoints_of(after.stages[0].key)] == ["Sees an advert"]


def test_a_stage_that_holds_something_is_not_dropped_by_leaving_its_line_out(started: Team) -> None:
    ana = started.member("ana")
    ana.asks("touchpoints", lines="Sees an advert")
    names = [s.name for s in started.store.journey("T1", started.workshop.key).stages]
    assert f"lines! “{names[0]}” still holds" in ana.asks("stages", lines="\n".join(names[1:]))


def test_typical_touchpoints_go_to_their_own_stages_and_are_offered_once(started: Team) -> None:
    ana = started.member("ana")
    ana.types("touchpoints")
    first, *_, last = ana.offered("typical")
    ana.fills(typical=(ana.choice("typical", first), ana.choice("typical", last)))
    journey = started.store.journey("T1", started.workshop.key)
    assert [t.name for t in journey.touchpoints_of(journey.stages[0].key)] == [first]
    assert [t.name for t in journey.touchpoints_of(journey.stages[-1].key)] == [last]
    assert all(t.channel for t in journey.touchpoints)
    ana.types("touchpoints")
    assert first not in ana.offered("typical")


HOSTILE = [
    "=HYPERLINK(1)",
    "<!channel>",
    "$\\frac{",
    "مرحبا",
    "👩‍👩‍👧‍👦",
    "`{{ 7*7 }}`",
    "../../x",
    "'; DROP TABLE persona;--",
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.sampled_from(HOSTILE), st.text(max_size=200)))
def test_whatever_is_typed_is_kept_as_typed_or_refused_in_a_sentence(started: Team, text: str) -> None:
    ben = started.member("ben")
    told = ben.asks("persona", name=text)
    names = [p.name for p in started.store.journey("T1", started.workshop.key).personas]
    assert clean(text) in names if told.startswith("Saved") else told.startswith("name! Please")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_anything_typed_after_the_command_is_answered(started: Team, text: str) -> None:
    ben = started.member("ben")
    assert ben.types(text) or ben.form


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
    assert len(quote) == 500
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


def test_a_channel_can_have_a_second_map_after_the_first_is_finished(started: Team) -> None:
    ana = started.member("ana")
    first = started.workshop.key
    ana.asks("close")
    assert "Ferries has begun" in ana.asks("start Ferries", template="empty")
    assert started.workshop.key != first
    assert started.workshop.about.title == "Ferries"
    assert "2 maps" in ana.types("list")


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
    assert "feeling! Tell what they do or think" in ben.asks("moment")
    assert telling.workshop.answered.get("moments", ()) == ()


def test_the_team_shares_the_moments_out_and_each_dialog_says_what_was_saved_and_is_left(telling: Team) -> None:
    ana, ben = telling.member("ana"), telling.member("ben")
    ben.asks("moment", action="Looks twice")
    assert ben.form is not None
    assert ben.form.intro.startswith("Saved: Sees it: Looks twice.")
    ana.types("moment")
    assert ana.form is not None
    assert ana.form.fields[0].initial == ana.choice("touchpoint", "Hears of it")


def test_stages_that_others_changed_meanwhile_are_not_undone(started: Team) -> None:
    ana, ben = started.member("ana"), started.member("ben")
    ana.types("stages")
    ben.asks("stages", lines="I look\nI buy")
    assert "Meanwhile the stages were changed to: I look, I buy." in ana.fills(lines="One\nTwo\nThree")
    assert [s.name for s in started.store.journey("T1", started.workshop.key).stages] == ["I look", "I buy"]


def test_when_the_facilitator_is_gone_anybody_can_take_a_finished_map_up_again(started: Team) -> None:
    started.member("ana").asks("close")
    ben = started.member("ben")
    assert "takeover" in ben.types("reopen")
    ben.types("takeover")
    assert "is open again" in ben.types("reopen")


def test_who_deleted_all_of_theirs_no_longer_counts_as_having_answered(started: Team) -> None:
    ben = started.member("ben")
    ben.asks("persona", name="Maya")
    assert "1 of 2" in started.card()
    (maya,) = started.store.journey("T1", started.workshop.key).personas
    ben.presses("delete", maya.key)
    assert "Nobody has answered here yet" in started.card()
    assert "no longer there" in ben.presses("background", maya.key)


@pytest.mark.parametrize(
    ("values", "told"),
    [("2024-13 5", "“2024-13” is no year"), ("soon", "is not “when value”"), ("2024-Q2 5\n2024-02-31x 4", "no year")],
)
def test_a_measure_without_a_real_time_is_refused(started: Team, values: str, told: str) -> None:
    assert told in started.member("ben").asks("measure", name="Calls", values=values)


def test_a_map_is_not_looked_at_again_in_the_past(started: Team) -> None:
    assert "review_on! Please choose a day that is still to come." in started.member("ana").asks(
        "close", review_on="2020-01-01"
    )
    assert started.workshop.open
