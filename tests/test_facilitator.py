"""What a team hears when it works through a map: the whole way, and every wrong turning."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeybot.forms import clean
from journeybot.ports import Showable
from tests.examples import examples
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
    ana.types("reveal anyway")
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
    reveal, story, promised = [(Showable.TEXT, True)] * 3
    files = [(Showable.FILE, True)] * 2
    assert sorted(owed) == sorted([reveal, story, promised, *files, (Showable.MAP, False)])


def test_an_unknown_word_is_answered_with_the_nearest_command(started: Team) -> None:
    assert "Did you mean `/journey next`?" in started.member("ana").types("nxet")
    assert "Did you mean `/journey compare`?" in started.member("ana").types("comapre r1")
    ana = started.member("ana")
    for absurd in ("frobnicate", "foo", "bla"):
        assert "Did you mean" not in ana.types(absurd)
        assert "[Everything I can do]" in ana.heard
    assert "[/journey mine]\n[/journey undo]\n[/journey delete]" in ana.types("remove")
    assert "[/journey export]" in ana.types("download")


def test_a_second_start_in_the_channel_is_refused_and_elsewhere_it_is_not(started: Team) -> None:
    assert "already working on Groceries" in started.member("ben").types("start")
    assert started.member("ben", channel="C2").types("start") == "<Start a journey map>"


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
    for at, told in ((0, first), (-1, last)):
        [one] = journey.touchpoints_of(journey.stages[at].key)
        assert one.channel
        assert f"{one.name} ({one.channel})" == told, "it says beforehand on which channel"
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


@examples(15)
@given(text=st.one_of(st.sampled_from(HOSTILE), st.text(max_size=200)))
def test_whatever_is_typed_is_kept_as_typed_or_refused_in_a_sentence(started: Team, text: str) -> None:
    ben = started.member("ben")
    told = ben.asks("persona", name=text)
    names = [p.name for p in started.store.journey("T1", started.workshop.key).personas]
    assert clean(text) in names if told.startswith("Saved") else told.startswith("name! Please")


@pytest.mark.parametrize("text", ["{{ 7*7 }}", "{% if 1 %}x{% endif %}", "{{ self.__init__.__globals__ }}", "{# x #}"])
def test_nothing_that_is_typed_is_read_as_a_template(started: Team, text: str) -> None:
    ben = started.member("ben")
    assert text in ben.asks("persona", name=text)
    assert text in ben.types("mine")
    assert text in ben.types("story")


@examples(20)
@given(text=st.text(max_size=60))
def test_anything_typed_after_the_command_is_answered(started: Team, text: str) -> None:
    ben = started.member("ben")
    assert ben.types(text) or ben.form


def test_a_channel_can_have_a_second_map_after_the_first_is_finished(started: Team) -> None:
    ana = started.member("ana")
    first = started.workshop.key
    ana.asks("close")
    told = ana.asks("start Ferries", template="empty")
    assert "Ferries has begun. As soon as its card is here, everybody" in told, "it may have to be invited first"
    assert started.workshop.key != first
    assert started.workshop.about.title == "Ferries"
    assert "2 maps" in ana.types("list")


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
