"""Answers without names: nothing that is stored tells whose they are, and a one-time key opens them again."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeybot.exports import FORMATS, read_journey, to_json
from journeybot.journey import Challenge, Score, Vote
from journeybot.masks import LETTERS, fresh_key
from journeybot.workshop import Step
from tests.databases import ON_SERVER, rows_of
from tests.team import HERE, Member, Team, gathered

KEY = re.compile(rf"[{LETTERS}]{{5}}-[{LETTERS}]{{5}}")
NAMED_ON_PURPOSE = {"workshop", "participant"}
"""Tables that say who facilitates and who has answered; no note stands in them."""

PAGE = 4096


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start", title="Groceries", template="five_stages")
        ana.asks("persona", name="Maya")
        ana.types("touchpoints")
        ana.fills(lines="Looks for the shop\nAsks a friend")
        yield team


def key_in(heard: str) -> str:
    found = KEY.search(heard)
    assert found, heard
    return found[0]


def complains(member: Member, text: str = "The fee comes last") -> str:
    """Says what hurts; returns what is heard."""
    member.types("challenge")
    return member.fills(text=text, where=member.choice("where", "Looks for the shop"))


def scores(member: Member, value: str) -> None:
    member.types("score")
    assert member.form is not None
    member.fills(**{field.name: value for field in member.form.fields})


def votes(member: Member) -> None:
    member.types("vote")
    assert member.form is not None
    member.fills(dot_1=member.form.fields[0].options[0].value)


def test_no_row_of_an_answer_says_whose_it_is(team: Team, tmp_path: Path) -> None:
    ana, ben, chiara = (team.member(name) for name in ("ana", "ben", "chiara"))
    for step in ("moments", "challenges", "improvements"):
        ana.types(f"anonymous {step}")
    for member in (chiara, ben):
        scores(member, "-2")
        complains(member)
        votes(member)
        member.types("improve")
        member.fills(text="Say the fee at once")
    told = [(table, row) for table, row in rows_of(tmp_path / "team.db") if table not in NAMED_ON_PURPOSE]
    assert len(told) > 10
    assert [row for _, row in told if "UBEN" in row or "UCHIARA" in row] == []
    assert all(note.author is None for kind in (Score, Challenge, Vote) for note in notes(team, kind))
    assert len(notes(team, Score)) == 4


@pytest.mark.skipif(ON_SERVER, reason="a server's files are its own")
def test_no_page_of_the_file_holds_a_name_beside_an_answer(team: Team, tmp_path: Path) -> None:
    team.member("ana").types("anonymous challenges")
    complains(team.member("ben"), "The fee comes last")
    for name in ("team.db", "team.db-wal"):
        data, head = (tmp_path / name).read_bytes(), 32 if name.endswith("wal") else 0
        size = PAGE + 24 if head else PAGE
        pages = [data[at : at + size] for at in range(head, len(data), size)]
        assert [page for page in pages if b"The fee comes last" in page and b"UBEN" in page] == []
    assert b"The fee comes last" in b"".join((tmp_path / name).read_bytes() for name in ("team.db", "team.db-wal"))


def test_who_has_answered_is_counted_in_no_order(team: Team) -> None:
    ana, ben, chiara = (team.member(name) for name in ("ana", "ben", "chiara"))
    ana.types("anonymous challenges")
    for member in (chiara, ben, chiara, ana):
        complains(member)
    assert team.workshop.answered[Step.CHALLENGES] == ("UANA", "UBEN", "UCHIARA")


def test_everybody_has_one_score_and_their_own_dots(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.types("anonymous moments")
    ana.types("anonymous challenges")
    scores(ana, "1")
    scores(ben, "-2")
    scores(ben, "-1")
    assert sorted(note.value for note in notes(team, Score)) == [-1, -1, 1, 1]
    complains(ana)
    votes(ben)
    ben.types("vote")
    assert ben.form is not None
    assert ben.form.fields[0].initial == notes(team, Challenge)[0].key
    ben.fills(dot_1=None)
    assert notes(team, Vote) == ()


def test_the_dialog_says_who_can_see_what(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ben.types("challenge")
    assert ben.form is not None
    assert "Without names" not in ben.form.intro
    ana.types("anonymous challenges")
    for command in ("challenge", "vote"):
        complains(ana) if command == "vote" else None
        ben.types(command)
        assert ben.form is not None
        assert "Without names" in ben.form.intro
        for who in ("Slack", "whoever runs journeybot's machine"):
            assert who in ben.form.below
    ben.types("challenge")
    assert ben.form is not None
    assert ben.form.fields[0].hint == "The others read this, but nobody sees who wrote it."


def test_its_author_edits_it_with_the_key(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.types("anonymous challenges")
    key = key_in(complains(ben))
    heard = ben.types(f"key {key.lower().replace('-', ' ')}")
    assert "The fee comes last" in heard
    [note] = notes(team, Challenge)
    ben.presses("edit", f"{note.key}#{key}")
    assert "Saved" in ben.fills(text="The fee comes at the end")
    assert [(one.text, one.author) for one in notes(team, Challenge)] == [("The fee comes at the end", None)]
    assert key_in(ben.heard) == key
    ben.presses("delete", f"{note.key}#{key}")
    assert notes(team, Challenge) == ()
    assert "opens nothing" in ben.types(f"key {key}")
    assert "two answers that were put together have that of the one written first" in ben.heard


def test_without_the_key_nobody_but_a_facilitator_changes_it(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.types("anonymous challenges")
    complains(ben)
    [note] = notes(team, Challenge)
    for argument in (note.key, f"{note.key}#{fresh_key()}", f"{note.key}#{note.key}"):
        assert "somebody else" in ben.presses("edit", argument)
        assert "somebody else" in ben.presses("delete", argument)
    assert "the key you got with it opens it" in ben.types("mine")
    ana.presses("delete", note.key)
    assert notes(team, Challenge) == ()


def test_a_key_of_another_map_opens_nothing(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.types("anonymous challenges")
    key = key_in(complains(ben))
    elsewhere = team.member("ben", channel="C2")
    elsewhere.asks("start", title="Another", template="five_stages")
    assert "opens nothing here" in elsewhere.types(f"key {key}")


def test_a_key_of_the_map_before_says_so_and_opens_there(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.types("anonymous challenges")
    key = key_in(complains(ben, "The queue"))
    ana.asks("close")
    ana.asks("start", title="Another", template="five_stages")
    assert "This key belongs to Groceries, another one in this channel." in ben.types(f"key {key}")
    [there] = ben.offered_buttons
    assert there.label == "Open it there"
    assert "The queue" in ben.presses(there.command, there.argument, workshop=there.workshop)
    assert "opens nothing here" in ben.types("key ABCDE-ABCDE")


def test_sent_twice_it_is_written_once_and_has_one_key(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.types("anonymous challenges")
    first = key_in(complains(ben))
    ben.types("challenge")
    form, place = ben.form, ben.choice("where", "Looks for the shop")
    assert form is not None
    heard = []
    for _ in range(2):
        ben.form = form
        heard.append(key_in(ben.fills(text="Again", where=place)))
    assert heard[0] == heard[1] != first
    assert len(notes(team, Challenge)) == 2


def test_touchpoints_of_one_dialog_have_one_key(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    assert "already, under their name" in ana.types("anonymous touchpoints")
    there = team.member("ana", channel="C2")
    there.asks("start", title="Another", template="five_stages")
    there.types("anonymous touchpoints")
    ben = team.member("ben", channel="C2")
    key = key_in(ben.asks("touchpoints", lines="Calls\nWrites"))
    heard = ben.types(f"key {key}")
    assert "Calls" in heard
    assert "Writes" in heard


@pytest.mark.parametrize("first", ["anonymous challenges", ""])
def test_it_is_chosen_before_anybody_answers(team: Team, first: str) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    if first:
        assert "No names are kept" in ana.types(first)
        assert "Shall they be kept again?" in ana.types(first), "it is asked, and not turned about unawares"
        assert team.workshop.is_anonymous(Step.CHALLENGES)
        ana.presses("anonymous", ana.offered_buttons[0].argument)
        assert "kept at “Challenges” again" in ana.heard
        ana.types(first)
        assert "No names are kept" in ana.types("anonymous on challenges")
    complains(ben)
    heard = ana.types("anonymous challenges")
    assert "cannot be changed for this step any more" in heard
    assert ("promised that no name is kept" in heard) is bool(first)
    assert team.workshop.is_anonymous(Step.CHALLENGES) is bool(first)


def test_only_who_facilitates_chooses(team: Team) -> None:
    assert "Only who facilitates" in team.member("ben").types("anonymous challenges")
    assert "There is no step “lunch”" in team.member("ana").types("anonymous lunch")


def test_the_next_step_offers_it_and_the_card_says_so(team: Team) -> None:
    ana = team.member("ana")
    ana.presses("next", "anyway")
    ana.presses("next", "anyway")
    ana.presses("next", "anyway")
    assert "[Answer without names]" in ana.types("next anyway")
    ana.presses("anonymous", Step.CHALLENGES)
    assert "No names are kept at this step." in team.card()


def test_everything_is_told_and_taken_away_without_names(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    for step in ("moments", "challenges", "improvements"):
        ana.types(f"anonymous {step}")
    scores(ben, "-2")
    complains(ben)
    votes(ben)
    ana.types("next anyway")
    journey = team.facilitator.journey("T1", team.workshop.key)
    for name in ("summary", "story"):
        assert "The fee comes last" in ana.types(name)
    assert b"UBEN" not in to_json(journey)
    assert b"The fee comes last" in FORMATS["md"].make(journey)


def test_what_is_ticked_without_a_name_can_be_taken_away_and_read_again(team: Team) -> None:
    ana = team.member("ana", channel="C2")
    ana.asks("start", title="Another", template="five_stages")
    ana.types("anonymous touchpoints")
    ana.types("touchpoints")
    assert ana.form is not None
    ana.fills(typical=(next(f for f in ana.form.fields if f.name == "typical").options[0].value,))
    workshop = team.store.latest_in(ana.place)
    assert workshop is not None
    [touchpoint] = read_journey(to_json(team.facilitator.journey("T1", workshop.key))).touchpoints
    assert touchpoint.author is None


def notes(team: Team, kind: type) -> tuple:  # type: ignore[type-arg]
    return team.store.notes(HERE.tenant, team.workshop.key, kind)


def test_taking_back_forgets_who_came_where_names_are_kept_and_remembers_nobody_where_not(team: Team) -> None:
    (ana := team.member("ana")).types("anonymous challenges")
    (ben := team.member("ben")).asks("persona", name="Henrik")
    ana.types("undo")
    assert "UBEN" not in team.workshop.answered.get(Step.PERSONAS, ())
    complains(ben)
    ana.types("undo")
    assert "UBEN" in team.workshop.answered[Step.CHALLENGES], "else it would be kept who came with it"


def test_what_was_given_by_a_code_is_listed_among_my_answers_and_nobody_is_sent_to_a_key_for_it(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.types("anonymous moments")
    assert ben.types("mine").startswith("There is nothing here under your name.")
    scores(ben, "-2")
    assert "Feelings  2 given without your name [Edit]" in ben.types("mine")
    assert "What you wrote in your own words" in ben.heard
    assert "Feelings" not in ana.types("mine")
    ben.presses("score")
    assert ben.form is not None
    assert ben.form.fields[0].initial == "-2"
