"""A finished map is looked at again: five parts on the same map, private feelings, before beside after, a revision."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from journeybot.exports import FORMATS, read_journey
from journeybot.journey import Improvement, Status
from journeybot.moves import answer
from journeybot.reviews import confirmed, stale
from tests.errands.board import Day
from tests.team import NOON, Member, Team, gathered


@pytest.fixture
def day() -> Day:
    return Day(NOON)


@pytest.fixture
def team(tmp_path: Path, day: Day) -> Iterator[Team]:
    with gathered(tmp_path, clock=day) as team:
        finished(team)
        day.passes(91 * 24 * 3600)
        yield team


@pytest.fixture
def ana(team: Team) -> Member:
    return team.member("ana")


def finished(team: Team) -> None:
    """A small map: two touchpoints felt, an improvement of Ben's and one of Ana's, a number."""
    ana, ben = team.member("ana"), team.member("ben")
    ana.asks("start Groceries", template="five_stages")
    ana.asks("persona", name="Maya")
    ana.asks("touchpoints", lines="Looks for tea\nPays")
    for who, feeling in ((ana, "-1"), (ben, "1")):
        who.types("score")
        who.fills(**{field.name: feeling for field in who.form.fields} if who.form else {})
    for told in ({"text": "Show the fee", "owner": "UBEN"}, {"text": "Call back", "owner": "UANA"}):
        ana.types("improve")
        ana.fills(**told, impact="4", effort="1")
    ana.asks("measure", name="Abandoned", values="2026-04 20")
    ana.types("close")
    ana.fills(owner="UANA", review_on="2026-08-03")


def test_owners_tell_what_became_of_their_improvements_and_the_card_shows_it(team: Team, ana: Member) -> None:
    ben = team.member("ben")
    assert "The review of Groceries has begun" in ana.types("review")
    assert "step 1" in team.card()
    assert "… Show the fee  → @UBEN: not told yet" in team.card()
    ben.types("add")
    assert ben.form is not None
    assert ben.form.intro == "“Show the fee”."
    assert ben.offered("status") == ["Not begun", "Under way", "Done", "Dropped"], "there is no next retrospective"
    assert "status! " in ben.fills(), "what nobody has said is not told by a bare Save"
    ben.types("add")
    assert "That was all of yours" in ben.fills(status="doing", came_of_it="A few ask")
    ben.types("add")
    assert "◐ Show the fee  → @UBEN: under way. A few ask [Edit]" in ben.heard
    fee = next(one for one in team.store.journey("T1", team.workshop.key).improvements if one.text == "Show the fee")
    ben.presses("outcome", fee.key, workshop=team.workshop.key)
    assert ben.form is not None
    assert [field.initial for field in ben.form.fields] == ["doing", "A few ask"]
    assert ben.form.intro == "“Show the fee”.", "what was told just now is not the last time"
    ben.fills(status="done", came_of_it="Half as many ask")
    assert "✔ Show the fee  → @UBEN: done. Half as many ask" in team.card()
    assert "1 of 2 people have answered here" in team.card()
    assert "Nobody has told yet what became of Call back." in ana.types("next")
    assert "That was all of yours" in ana.asks("outcome", status="doing")
    ana.presses("outcome", fee.key, workshop=team.workshop.key)
    told = ana.fills(status="dropped", came_of_it="")
    assert "That was all of yours" not in told, "it is Ben's"
    assert "Saved, thank you; the card shows it to everybody.\n✖ Show the fee" in told
    assert "Nothing of yours is left to be told" in ana.types("outcome")


def test_the_first_card_says_that_a_review_is_under_way_and_who_leads_is_named_once(team: Team, ana: Member) -> None:
    ben, key = team.member("ben"), team.workshop.key
    assert "looks after the map (@UANA) or facilitates can do this. If" in ben.types("review")
    ana.types("review")
    assert "We are looking at Groceries again already" in ben.presses("review", workshop=key)
    assert "The review of Groceries is under way" in ana.presses("reopen", workshop=key)


def test_at_the_weekend_nobody_is_said_to_be_asked_at_once(team: Team, ana: Member, day: Day) -> None:
    day.passes(6 * 24 * 3600)
    assert day().strftime("%A") == "Sunday"
    assert "is asked in private what became of it, on their next working day." in ana.types("review")


def test_taken_up_again_its_last_step_tells_what_is_done_and_until_when_and_how_to_finish(
    team: Team, ana: Member
) -> None:
    assert "[Reopen]" in ana.types("restore r1"), "a map that is finished is not brought back, but can be opened"
    ana.types("reopen")
    notes = {one.text: one for one in team.store.journey("T1", team.workshop.key).improvements}
    fee, back = notes["Show the fee"], notes["Call back"]
    now = (replace(fee, status=Status.DONE), replace(back, due=date(2026, 9, 1)))
    team.store.change("T1", team.workshop.key, answer(now, by="UANA", step=None))
    for _ in range(5):
        ana.presses("next", "anyway")
    lines = [line for line in team.card().splitlines() if "→" in line]
    assert lines == [
        "• Call back  → @UANA, until 1 September 2026  (impact 4, effort 1)",
        "• Show the fee  → @UBEN  (impact 4, effort 1): done",
    ]
    assert "type `/journey close`" in ana.types("help")
    assert "[Finish]" in ana.heard
    assert "[Finish]" in ana.presses("next", "anyway")


def test_the_card_and_the_dialog_that_ends_it_say_that_it_is_a_review(team: Team, ana: Member) -> None:
    assert team.facilitator.card("T1", team.workshop.key).title == "Groceries"
    ana.types("review")
    assert team.facilitator.card("T1", team.workshop.key).title == "Review: Groceries"
    ana.types("close")
    assert ana.form is not None
    assert ana.form.title == "Finish the review"
    assert ana.form.intro.startswith("Before beside after goes to the channel; what became of the improvements")
    ana.fills(owner="UANA")
    assert team.facilitator.card("T1", team.workshop.key).title == "Groceries"


def test_what_is_overdue_is_counted_on_its_card_and_stands_first(team: Team, ana: Member) -> None:
    ana.types("review")
    for text, due in (("Paint it", "2026-07-20"), ("Sign it", "2026-07-01"), ("Later", "2026-09-01")):
        improvement = Improvement(key=text, text=text, owner="<@UBEN>", due=date.fromisoformat(due))
        team.store.change("T1", team.workshop.key, answer((improvement,), by="UANA", step=None))
    lines = [line for line in team.card().splitlines() if "verdue" in line]
    late = "… {}  → @UBEN: not told yet (overdue since {} July 2026)"
    assert lines == ["2 overdue", late.format("Sign it", 1), late.format("Paint it", 20)]
    team.member("ben").presses("done", "Sign it", workshop=team.workshop.key)
    lines = [line for line in team.card().splitlines() if "verdue" in line]
    assert lines == ["1 overdue", late.format("Paint it", 20)]


def test_feelings_are_hidden_until_the_reveal_and_never_mixed_with_those_from_before(team: Team, ana: Member) -> None:
    ben = team.member("ben")
    reaches(ana, 2)
    ben.types("add")
    assert ben.form is not None
    pays = ben.form.fields[1]
    assert (pays.label, pays.initial) == ("Pays", None), "nobody is shown what they felt before"
    ben.fills(**{pays.name: "2"})
    assert "1 of 2 touchpoints have a new feeling" in team.card()
    journey = team.facilitator.journey("T1", team.workshop.key)
    assert sorted(score.value for score in journey.scores) == [-1, -1, 1, 1], "until the reveal it is as it was"
    assert "Looks for tea: +1 content (before the review) · Pays: +2" in ben.types("mine")
    ana.types("reveal anyway")
    assert "Pays: 0 → +2, better\nNot scored anew, as felt before: Looks for tea" in team.card()
    ends(ana, steps=3)
    kept = team.store.journey("T1", team.workshop.key)
    assert sorted((score.review, score.value) for score in kept.scores) == [(0, -1), (0, 1), (1, 2)]
    names = {one.key: one.name for one in kept.touchpoints}
    assert {names[key]: number for key, number in confirmed(kept).items()} == {"Looks for tea": 0, "Pays": 1}


def test_before_it_goes_on_it_names_the_touchpoints_that_nobody_scored_anew(team: Team, ana: Member) -> None:
    reaches(ana, 2)
    assert "Nobody has scored anything anew yet." in ana.types("next")
    ana.types("add")
    assert ana.form is not None
    ana.fills(**{ana.form.fields[1].name: "2"})
    ana.types("reveal anyway")
    assert "Nobody has scored anew: Looks for tea. What nobody scores stays as it was before." in ana.types("next")
    assert "[Go on anyway]" in ana.heard
    ana.types("score")
    assert ana.form is not None
    ana.fills(**{ana.form.fields[0].name: "1"})
    ana.types("next")
    assert "step 3" in team.card()


def test_what_is_changed_in_a_review_is_confirmed_and_what_nobody_touches_in_two_is_pale(
    team: Team, ana: Member
) -> None:
    reaches(ana, 4)
    pays = next(one for one in team.store.journey("T1", team.workshop.key).touchpoints if one.name == "Pays")
    ana.presses("edit", pays.key, workshop=team.workshop.key)
    ana.fills(channel="app")
    ends(ana, steps=1)
    ana.types("review")
    ends(ana, steps=4)
    journey = team.store.journey("T1", team.workshop.key)
    assert [one.name for one in journey.touchpoints if one.key in stale(journey)] == ["Looks for tea"]
    read = read_journey(FORMATS["json"].make(journey))
    assert [one.confirmed for one in read.travelled()] == [0, 1]


def test_numbers_changes_and_plans_are_told_beside_what_was(team: Team, ana: Member) -> None:
    ben = team.member("ben")
    reaches(ana, 3)
    assert "○ Abandoned: no new value yet, last 20 (2026-04)  → @UANA" in team.card()
    ana.asks("add", value="12")
    assert "● Abandoned: 12 (2026-08), before: 20" in team.card()
    ana.types("next")
    assert "Nothing has changed on the way so far" in team.card()
    assert "`" not in team.card(), "its question is shown as it is typed"
    assert "[Add touchpoints]\n[Edit the stages]" in team.card()
    ben.asks("add", lines="Picks it up")
    assert "New: Picks it up" in team.card()
    ana.types("next")
    ben.types("add")
    ben.fills(text="Lockers", owner="UBEN")
    assert "+ Lockers  → @UBEN" in team.card()
    assert "★ Start with: Call back  → @UANA: not begun, carried over" in team.card()
    assert team.card().count("Call back") == 1


def test_who_enters_a_measure_or_takes_something_off_the_way_has_answered(team: Team, ana: Member) -> None:
    ben, chi = team.member("ben"), team.member("chi")
    reaches(ana, 3)
    assert "Nobody has answered here yet" in team.card()
    ben.types("measure")
    ben.presses("measure", "new", workshop=team.workshop.key)
    ben.fills(name="Complaints", values="2026-07 3")
    assert "[Give the next value]" in team.card()
    assert "1 of 2 people have answered here" in team.card()
    ana.presses("next", "anyway")
    assert "Whoever facilitates takes away what is gone" in team.card()
    chi.asks("add", lines="Picks it up")
    assert "1 of 3 people have answered here" in team.card()
    gone = next(one for one in team.facilitator.journey("T1", team.workshop.key).touchpoints if one.name == "Pays")
    ana.presses("delete", gone.key, workshop=team.workshop.key)
    assert "2 of 3 people have answered here" in team.card()


def test_an_improvement_put_right_at_an_earlier_part_is_no_answer_to_what_comes_next(team: Team, ana: Member) -> None:
    ana.types("review")
    (old, _) = team.facilitator.journey("T1", team.workshop.key).improvements
    ana.presses("edit", old.key, workshop=team.workshop.key)
    ana.fills(owner="UANA")
    reaches(ana, 5, begun=True)
    assert "Nobody has answered here" in team.card()
    ana.presses("edit", old.key, workshop=team.workshop.key)
    ana.fills(owner="UBEN")
    assert "1 of 2 people have answered here" in team.card()


def test_held_before_its_day_it_offers_the_next_one_a_quarter_of_a_year_on(team: Team, ana: Member) -> None:
    ana.asks("about", review_on="2026-08-26")
    ana.types("review")
    ana.types("close")
    assert ana.form is not None
    assert ana.form.fields[1].initial == "2026-11-02"


def test_it_ends_with_a_revision_the_differences_and_the_next_date(team: Team, ana: Member, day: Day) -> None:
    ana.types("review")
    team.member("ben").asks("outcome", status="done")
    reaches(ana, 5, begun=True)
    ana.asks("touchpoints", lines="Picks it up")
    ana.types("close")
    assert ana.form is not None
    assert ana.form.fields[1].initial == "2026-11-02", "a quarter of a year on is offered"
    assert "The review is finished; the next one is on 2 November 2026" in ana.fills()
    owed = {one.what.get("picture") or one.what.get("text"): one.what for one in team.store.due(day()) if one.what}
    assert (owed["compare"]["earlier"], owed["compare"]["revision"]) == ("1", "2")
    text = team.facilitator.text_of("T1", team.workshop.key, owed["reviewed"])
    assert "Review 1 of Groceries" in text
    assert "✔ Show the fee  → @UBEN: done" in text
    assert "… Call back  → @UANA: not told yet" in text, "it went on anyway, and that is not left out"
    assert "Of the last 2 improvements, 1 is done." in text
    assert "Picks it up" in team.facilitator.text_of("T1", team.workshop.key, owed["differences"])
    assert "One review of this map. Of the last 2 improvements, 1 is done." in ana.types("reviews")
    assert "Review 1, 3 August 2026: it gave r2 [Draw the map] [Compare]" in ana.heard


def test_who_looks_after_the_map_may_begin_its_review_and_then_leads_through_it(team: Team, ana: Member) -> None:
    ben, chi = team.member("ben"), team.member("chi")
    ana.asks("about", owner="UBEN")
    assert "Only who looks after the map (@UBEN) or facilitates can do this: @UANA" in chi.types("review later")
    assert "ask again" in ben.types("review later")
    assert "only who facilitates" in ben.types("reopen").lower()
    assert "The review of Groceries has begun" in ben.types("review")
    ben.presses("next", "anyway")
    assert team.workshop.step == "feelings"
    assert team.workshop.facilitators == ("UANA", "UBEN")


def reaches(ana: Member, part: int, *, begun: bool = False) -> None:
    """The review is at that part."""
    if not begun:
        ana.types("review")
    for _ in range(part - 1):
        ana.presses("next", "anyway")


def ends(ana: Member, *, steps: int) -> None:
    """Through the parts that are left, and to the end."""
    for _ in range(steps):
        ana.presses("next", "anyway")
    ana.asks("close")
