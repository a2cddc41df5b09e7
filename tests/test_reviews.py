"""What of a map is of which review: the feelings that hold, what was told, how many improvements are done."""

from dataclasses import replace
from pathlib import Path

from journeybot.journey import About, Improvement, JourneyMap, Measure, Persona, Score, Status, Touchpoint
from journeybot.masks import among_names
from journeybot.ports import ShowState
from journeybot.reviewing import begin
from journeybot.reviews import Trend, came_of_it, latest, replaced, to_be_told, told, trend, unconfirmed
from journeybot.sequence import PARTS, Step
from journeybot.workshop import Change, Notes, Workshop
from tests.storage.workshops import drops, puts
from tests.team import NOON, gathered
from tests.test_reviewing import finished

ABOUT = About(key="m", title="Groceries")


def felt(where: str, value: int, *, review: int = 0, persona: str = "maya") -> Score:
    key = f"{persona}.{where}.{review}.{value}"
    return Score(key=key, persona=persona, touchpoint=where, value=value, review=review)


OLD, STAYS, ANEW = felt("till", -1), felt("door", 1), felt("till", 2, review=1)
OTHERS = felt("till", 0, persona="noah")


def idea(key: str, status: Status = Status.OPEN, **more: object) -> Improvement:
    return replace(Improvement(key=key, text=key, status=status), **more)  # type: ignore[arg-type]


def test_feelings_are_of_the_last_review_at_each_place_for_itself() -> None:
    scores = (ANEW, STAYS, OLD, OTHERS)
    assert latest(scores) == (ANEW, STAYS, OTHERS)
    assert replaced(scores, 1) == (OLD,)
    places = tuple(Touchpoint(key=key, name=key, stage="s") for key in ("till", "door"))
    people = tuple(Persona(key=key, name=key) for key in ("maya", "noah"))
    journey = JourneyMap(about=ABOUT, personas=people, touchpoints=places, scores=scores)
    assert unconfirmed(journey, 1) == {("maya", "door"), ("noah", "till")}


def test_what_is_told_again_in_a_review_takes_the_place_of_what_was_told_in_it() -> None:
    first = told(idea("fee"), 1, status=Status.DOING, words="A few ask")
    again = told(first, 1, status=Status.DONE, words="Half as many ask")
    assert (again.status, again.told) == (Status.DONE, ((1, "done", "Half as many ask"),))
    assert to_be_told(again, 1), "it was told in this one, and can be changed"
    assert not to_be_told(again, 2)
    last = told(again, 2, status=Status.DONE, words="None asks")
    assert came_of_it(last) == "None asks"
    assert came_of_it(told(last, 3, status=Status.DONE, words="")) == "None asks"


def test_of_the_last_improvements_those_are_done_that_are_of_all_that_were_to_be_done() -> None:
    before = JourneyMap(about=ABOUT, improvements=(idea("a"), idea("b")))
    ended = (idea("c", Status.DROPPED), idea("d", told=((1, "open", ""),)))
    now = replace(before, improvements=(idea("a", Status.DONE), idea("b"), *ended, idea("new")))
    assert trend(now, before) == Trend(done=1, of=4)
    assert trend(now, before, most=2) == Trend(done=0, of=2)


def test_a_review_begins_afresh_and_asks_whom_it_concerns(tmp_path: Path) -> None:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start Groceries", template="five_stages")
        ana.asks("close")
        feelings, numbers = PARTS[1], PARTS[2]
        notes = (
            idea("fee", owner="<@UBEN>"),
            idea("call", Status.DONE, owner="<@UCHI>"),
            Measure(key="complaints", name="Complaints", owner="<@UDIL>"),
        )

        def reviewed(now: Workshop, _notes: Notes) -> Change:
            """As an earlier review left it."""
            given = {feelings: ("UBEN",), among_names(numbers): ("x",), Step.PERSONAS: ("UBEN",)}
            veils = {f"{feelings}": "a", f"{Step.PERSONAS}": "b"}
            skipped = (Step.PERSONAS, numbers)
            return Change(workshop=replace(now, skipped=skipped, answered=given, veils=veils), put=notes)

        team.store.change("T1", team.workshop.key, reviewed)
        begun = team.store.change("T1", team.workshop.key, begin(1, at=NOON, by="UANA"))
        assert begun.review
        assert dict(begun.review.asked) == {Step.OUTCOMES: ("UBEN",), Step.NUMBERS: ("UDIL",)}
        assert (begun.skipped, {*begun.answered}, {*begun.veils}) == ((Step.PERSONAS,), {"personas"}, {"personas"})


def test_who_owns_several_has_answered_when_all_are_told_and_what_comes_late_is_told_so(tmp_path: Path) -> None:
    with gathered(tmp_path) as team:
        finished(team)
        ana, ben = team.member("ana"), team.member("ben")
        team.store.change("T1", team.workshop.key, puts(idea("lockers", owner="<@UBEN>")))
        ana.types("review")
        ben.types("add")
        ben.fills(status="doing")
        assert "Nobody has answered here yet" in team.card(), "there is another one of Ben's"
        card = team.store.card_of("T1", team.workshop.key)
        assert card
        team.store.settle(replace(card, state=ShowState.SHOWN, message="ts"))
        ana.types("review stop")
        assert team.workshop.closed_at == NOON
        assert "Groceries is finished, so nothing was changed." in ben.fills(status="done")
        assert "goes on where it was interrupted" in ana.types("review")
        goes_on = team.store.card_of("T1", team.workshop.key)
        assert goes_on
        assert goes_on.message == "ts", "on the card that it has"
        assert "The review of Groceries is under way: see its card" in ana.types("review")
        assert "before review 1 began" in ana.types("revisions")
        assert "That was all of yours" in ben.fills(status="done")
        assert "1 of 2 people have answered here" in team.card()
        ben.presses("outcome", "lockers", workshop=team.workshop.key)
        team.store.change("T1", team.workshop.key, drops("lockers"))
        assert "somebody has deleted it meanwhile" in ben.fills(status="done")
        ana.asks("close")
        ana.types("reopen")
        assert "No review is under way." in ana.types("review stop")
        assert "No review is under way." in ben.fills(status="done")
        ana.asks("persona", name="Noor")
        assert "Kept as r4" in ana.types("keep")
        ana.types("reviews")
        assert [button.argument for button in ana.rows[0].buttons] == ["r3", "r2 r3"]
