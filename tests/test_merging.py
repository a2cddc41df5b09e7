"""Of two notes that sound alike one press makes one, and nothing that anybody said or placed is lost by it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from journeybot.journey import Basis, Challenge, Evidence, Improvement, JourneyMap, Note, Pain, Persona, Vote
from journeybot.merging import LONGEST, LONGEST_NEED, merge
from journeybot.reminding import waiting_for
from journeybot.replies import Say
from journeybot.undoing import turn_back
from journeybot.workshop import Change, Move, Notes, Place, Refusal, Workshop
from storage.store import SqlStore, open_store
from tests.databases import kept_in
from tests.storage.workshops import puts, workshop
from tests.team import Member, Team, gathered

NUMBER = count()


def said(*texts: str) -> list[Challenge]:
    """Challenges of these texts, in this order."""
    return [Challenge(key=f"c{at}", position=at, text=text) for at, text in enumerate(texts, 1)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    opened = open_store(kept_in(tmp_path_factory.mktemp("merging") / "merging.db"))
    yield opened
    opened.close()


WORDS = st.text("ab /.\n", max_size=8)
PEOPLE = st.sampled_from((None, "U1", "U2"))


@st.composite
def pairs(draw: st.DrawFn) -> list[Note]:
    """Two challenges that may be merged and one beside them, with evidence, dots and improvements on any of them."""
    personas = [Persona(key=key, name=key) for key in ("ana", "bo")]
    challenges = [
        Challenge(
            key=f"c{at}",
            position=at,
            author=draw(PEOPLE),
            text=draw(WORDS),
            need=draw(WORDS),
            personas=draw(st.sampled_from(((), ("ana",), ("bo",), ("ana", "bo")))),
            pain=draw(st.sampled_from(Pain)),
            severity=draw(st.none() | st.integers(1, 3)),
        )
        for at in (1, 2, 3)
    ]
    on = st.sampled_from([one.key for one in challenges])
    evidence = [Evidence(key=f"e{at}", on=draw(on), basis=Basis.HEARD) for at in range(draw(st.integers(0, 3)))]
    helps = [
        Improvement(key=f"i{at}", text="x", challenges=tuple(draw(st.lists(on, unique=True))))
        for at in range(draw(st.integers(0, 2)))
    ]
    votes = [Vote(key=f"v{at}", author=draw(PEOPLE), on=draw(on)) for at in range(draw(st.integers(0, 9)))]
    return [*personas, *challenges, *evidence, *helps, *votes]


def begun(store: SqlStore, notes: Sequence[Note]) -> str:
    key = f"w{next(NUMBER)}"
    store.begin(workshop(key, place=Place("T1", key)), notes=notes)
    return key


def after(store: SqlStore, notes: Sequence[Note], *, first: str = "c1", second: str = "c2") -> tuple[str, JourneyMap]:
    key = begun(store, notes)
    store.change("T1", key, merge(first, second, []), what="merge")
    return key, store.journey("T1", key)


def dots(notes: Sequence[Note], *on: str) -> Counter[str | None]:
    return Counter(note.author for note in notes if isinstance(note, Vote) and note.on in on)


@settings(max_examples=50, deadline=None)
@given(notes=pairs())
@example(notes=[*said("cat", "concatenate")])
@example(notes=[*said("C", "C++")])
def test_merging_loses_no_text_no_evidence_and_no_dot_below_the_limit(store: SqlStore, notes: list[Note]) -> None:
    one, other = (note for note in notes if note.key in {"c1", "c2"} and isinstance(note, Challenge))
    key, journey = after(store, notes)
    merged = journey.challenges[0]
    assert "c2" not in {note.key for note in journey.challenges}
    for text in (one.text, other.text, one.need, other.need):
        assert " ".join(text.split()).casefold() in " ".join(f"{merged.text} {merged.need}".split()).casefold()
    assert (merged.key, merged.author) == (one.key, one.author)
    assert merged.severity == max(filter(None, (one.severity, other.severity)), default=None)
    assert {*merged.personas} == ({*one.personas, *other.personas} if one.personas and other.personas else set())
    assert len(journey.evidence) == sum(isinstance(note, Evidence) for note in notes)
    for before in (note for note in notes if isinstance(note, Improvement)):
        now = next(note for note in journey.improvements if note.key == before.key)
        assert {*now.challenges} == {{"c2": "c1"}.get(key, key) for key in before.challenges}
    _dots_are_kept(notes, journey)
    store.change("T1", key, turn_back(None, [], undone=False))
    assert {*store.journey("T1", key).notes()} == {*notes}, "and all of it can be taken back"


def _dots_are_kept(notes: Sequence[Note], journey: JourneyMap) -> None:
    """Nobody has more than three on one, unless they had; those of nobody in particular are no person's."""
    had, have = dots(notes, "c1", "c2"), dots(journey.votes, "c1")
    on_first = dots(notes, "c1")
    for person, number in had.items():
        assert have[person] == (number if person is None else min(number, max(3, on_first[person])))
    assert dots(notes, "c3") == dots(journey.votes, "c3")


@settings(max_examples=25, deadline=None)
@given(notes=pairs())
def test_it_does_not_matter_which_is_merged_into_which(store: SqlStore, notes: list[Note]) -> None:
    one, other = after(store, notes)[1], after(store, notes, first="c2", second="c1")[1]
    assert [*replace(one, votes=()).notes()] == [*replace(other, votes=()).notes()]
    assert dots(one.votes, "c1") == dots(other.votes, "c1")


def test_what_an_improvement_says_is_kept_too(store: SqlStore) -> None:
    one = Improvement(key="i1", position=1, text="Second till", challenges=("c1",), effort=2)
    other = Improvement(key="i2", position=2, text="Open another till", challenges=("c2",), owner="Bo", impact=5)
    _, journey = after(store, [*said("Queue", "Fees"), one, other], first="i1", second="i2")
    assert journey.improvements == (
        replace(one, text="Second till / Open another till", challenges=("c1", "c2"), owner="Bo", impact=5),
    )


@pytest.mark.parametrize(
    ("first", "second"), [("c1", "c1"), ("c1", "gone"), ("c1", "ana"), ("", "")], ids=["itself", "gone", "kind", "none"]
)
def test_only_two_of_a_kind_are_merged(store: SqlStore, first: str, second: str) -> None:
    key = begun(store, [Persona(key="ana", name="Ana"), *said("Queue", "Fees")])
    with pytest.raises(Refusal, match="gone"):
        store.change("T1", key, merge(first, second, []))


def test_a_text_that_could_not_be_edited_any_more_is_refused(store: SqlStore) -> None:
    key = begun(store, said("a" * (LONGEST - 5), "b" * 5))
    with pytest.raises(Refusal, match="too_long_to_merge"):
        store.change("T1", key, merge("c1", "c2", []))


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        team.member("ana").asks("start Groceries", template="five_stages")
        yield team


def hurts(member: Member, *texts: str) -> None:
    """Somebody adds these challenges, at the first stage."""
    for text in texts:
        member.types("challenge")
        member.fills(text=text, where=member.choice("where", member.offered("where")[0]))


def test_a_facilitator_merges_with_one_press_and_takes_it_back_with_another(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    hurts(ana, "Long queue")
    hurts(ben, "The queue is long", "Fees")
    before = team.store.journey("T1", team.workshop.key)
    assert "“Long queue”\n“The queue is long” [Merge]" in ana.types("similar")
    one, other, _ = (challenge.key for challenge in before.challenges)
    assert ana.presses("merge", f"{one} {other}") == "Merged: “Long queue / The queue is long”.\n[Undo]"
    assert [c.text for c in team.store.journey("T1", team.workshop.key).challenges] == [
        "Long queue / The queue is long",
        "Fees",
    ]
    assert "somebody has deleted it meanwhile" in ana.presses("merge", f"{one} {other}")
    told = ana.presses("undo", str(team.workshop.about.revision))
    assert "Taken back: the merging of @UBEN’s challenge “The queue is long” into another." in told
    assert team.store.journey("T1", team.workshop.key).challenges == before.challenges
    assert "Only who facilitates" in ben.types("similar")


def test_who_gets_dots_back_is_told_alone_and_at_once(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    hurts(ana, "Long queue", "The queue is long")
    one, other = (challenge.key for challenge in team.store.journey("T1", team.workshop.key).challenges)
    ben.types("vote")
    ben.fills(dot_1=one, dot_2=one, dot_3=one, dot_4=other)
    replies = team.facilitator.press(ana.who, ana.place, command="merge", argument=f"{one} {other}")
    to_ana, to_ben = (reply for reply in replies if isinstance(reply, Say))
    assert "gets the others back" in to_ana.text
    assert not to_ana.whom, "and not who that is"
    assert to_ben.whom == ben.who.id
    assert "One dot is yours again" in to_ben.text
    ben.presses("vote", to_ben.buttons[0].argument)
    assert ben.form is not None
    assert ben.form.intro.endswith("You have placed 3: 2 are still to be placed.")


@pytest.mark.parametrize("nameless", [False, True])
def test_who_has_got_dots_back_is_not_done_until_they_have_looked_at_them(team: Team, nameless: bool) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    if nameless:
        ana.types("anonymous challenges")
    hurts(ana, "Long queue", "The queue is long")
    one, other = (challenge.key for challenge in team.store.journey("T1", team.workshop.key).challenges)
    for member, dots in ((ana, (one,)), (ben, (one, one, one, other))):
        member.types("vote")
        member.fills(**{f"dot_{at}": on for at, on in enumerate(dots, 1)})
    for _ in range(4):
        ana.types("next anyway")

    def done() -> tuple[bool, bool]:
        told = team.card()
        return "1 of 2 has placed dots" in told, "2 of 2 have placed dots" in told

    assert done() == (False, True)
    ana.presses("merge", f"{one} {other}")
    assert done() == (True, False)
    assert waiting_for("UBEN", team.workshop) == ("add", "vote")
    for command, after in (("undo", (False, True)), ("redo", (True, False))):
        ana.types(command)
        assert done() == after
    ben.types("vote")
    ben.fills()
    assert done() == (False, True), "who saves them as they are has looked at them"


def test_the_longest_of_the_dialogs_is_the_longest_of_merging(team: Team) -> None:
    ana = team.member("ana")
    for dialog in ("challenge", "improve"):
        ana.types(dialog)
        assert ana.form is not None
        longest = {field.name: field.longest for field in ana.form.fields}
        assert longest["text"] == LONGEST
        assert longest.get("need", LONGEST_NEED) == LONGEST_NEED


def test_what_sounds_alike_is_offered_where_it_helps_and_only_to_who_facilitates(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    hurts(ben, "Long queue", "Fees")
    assert "[What sounds alike?]" not in ana.types("status")
    for _ in range(4):
        ana.types("next anyway")
    assert "[What sounds alike?]" in ana.types("status")
    assert "[What sounds alike?]" not in ben.types("status")
    assert "No two challenges" in ana.types("similar")


def test_dots_that_are_too_many_go_back_and_while_they_are_hidden_nobody_learns_whether_any_did(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    hurts(ben, "Long queue", "The long queue")
    team.store.change("T1", team.workshop.key, _dots_of(ben.who.id))
    one, other = (note.key for note in team.store.journey("T1", team.workshop.key).challenges)
    assert "Whoever would have more than 3 on it gets the others back" in ana.presses("merge", f"{one} {other}")
    assert len(team.store.journey("T1", team.workshop.key).votes) == 3
    ana.types("undo")
    for _ in range(4):
        ana.types("next anyway")
    ana.types("reveal anyway")
    assert "2 dots went back to whoever placed them: at most 3 may lie on one." in ana.presses(
        "merge", f"{one} {other}"
    )


def test_dots_without_names_stay_within_the_limit_and_can_be_taken_back(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.types("anonymous challenges")
    hurts(ben, "Long queue", "The long queue", "Fees")
    ben.types("vote")
    ben.fills(**{f"dot_{n}": ben.choice(f"dot_{n}", "Long queue" if n < 3 else "The long queue") for n in range(1, 6)})
    one, other, _ = (note.key for note in team.store.journey("T1", team.workshop.key).challenges)
    ana.presses("merge", f"{one} {other}")
    left = team.store.journey("T1", team.workshop.key).votes
    assert [(vote.author, vote.on) for vote in left] == [(None, one)] * 3
    ben.types("vote")
    assert ben.form is not None
    assert [field.initial for field in ben.form.fields] == [one, one, one, None, None]
    ben.fills(dot_1=ben.choice("dot_1", "Fees"))
    assert len(team.store.journey("T1", team.workshop.key).votes) == 3


def _dots_of(person: str) -> Move:
    def move(workshop: Workshop, notes: Notes) -> Change:
        one, other = notes.every(Challenge)
        votes = [Vote(key=f"v{at}", author=person, on=(one if at < 3 else other).key) for at in range(5)]
        return puts(*votes)(workshop, notes)

    return move
