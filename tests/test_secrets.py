"""Scores and dots are given in private, counted in public, and shown to everybody at the reveal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeybot.exports import to_json
from tests.customers import ask, say
from tests.team import Member, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """At step 4: one persona, two touchpoints."""
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start Groceries", template="five_stages")
        ana.asks("persona", name="Maya")
        ana.asks("touchpoints", lines="Sees it\nHears of it")
        for _ in range(3):
            ana.presses("next", "anyway", workshop=team.workshop.key)
        yield team


def scores(person: Member, first: str | None, second: str | None) -> str:
    """Score both touchpoints of the first stage."""
    person.types("score")
    assert person.form is not None
    one, other = (field.name for field in person.form.fields)
    return person.fills(**{one: first, other: second})


def shown(team: Team) -> str:
    """Everything that leaves the team: the map as a file, story and summary."""
    key = team.workshop.key
    words = [team.facilitator.text_of("T1", key, {"text": text}) for text in ("story", "summary")]
    return "\n".join([to_json(team.facilitator.journey("T1", key)).decode(), *words])


def test_one_dialog_asks_for_a_whole_stage_in_the_words_of_its_touchpoints(team: Team) -> None:
    ben = team.member("ben")
    ben.types("score")
    assert ben.form is not None
    assert [field.label for field in ben.form.fields] == ["Sees it", "Hears of it"]
    assert "Maya, Awareness" in ben.form.intro
    assert not any(field.required for field in ben.form.fields)


def test_nobody_sees_scores_before_the_reveal_and_the_card_only_counts(team: Team) -> None:
    scores(team.member("ben"), "-2", "1")
    scores(team.member("chi"), "2", "1")
    assert team.facilitator.journey("T1", team.workshop.key).scores == ()
    assert "2 of 3 people have answered here" in team.card()
    assert "most differently" not in team.card()
    assert '"scores": []' in shown(team)


def test_a_summary_says_what_is_hidden_and_compares_nothing_with_it(team: Team) -> None:
    first = team.store.journey("T1", team.workshop.key).travelled()[0].key
    about = ask(team, at=first)
    for page in range(5):
        say(team, about, f"{page}", 1)
    scores(team.member("ben"), "2", None)
    scores(team.member("chi"), "2", "1")
    told = shown(team)
    assert "3 feelings are hidden until the reveal" in told
    assert "Maya: hidden until the reveal." in told
    assert "what we believe is not compared with it before the reveal" in told
    assert not any(claim in told for claim in ("contradicts", "nobody has scored"))
    team.member("ana").types("reveal anyway")
    assert "We think “Sees it” is at +2; 5 customers say −2." in shown(team)


def test_a_reveal_elsewhere_says_where_something_is_hidden(team: Team) -> None:
    scores(team.member("ben"), "2", None)
    ana = team.member("ana")
    ana.types("back")
    assert "one feeling is at step 4 of 6" in ana.types("reveal")


def test_after_the_reveal_everybody_sees_where_the_team_disagrees(team: Team) -> None:
    for person, feeling in (("ben", "-2"), ("chi", "2"), ("dil", "1")):
        scores(team.member(person), feeling, "1")
    assert "Revealed" in team.member("ana").types("reveal anyway")
    assert "You see it most differently at: Sees it" in team.card()
    told = team.facilitator.text_of("T1", team.workshop.key, {"text": "reveal", "secret": "scores"})
    assert "Sees it, for Maya: from −2 to +2" in told
    assert "Hears of it, for Maya" not in told
    assert [score.value for score in team.facilitator.journey("T1", team.workshop.key).scores] == [-2, 1, 2, 1, 1, 1]


def test_scores_are_given_anew_over_ones_own_and_left_out_ones_stay_unsaid(team: Team) -> None:
    ben = team.member("ben")
    scores(ben, "-2", None)
    ben.types("score")
    assert ben.form is not None
    assert [field.initial for field in ben.form.fields] == ["-2", None]
    ben.fills(**{ben.form.fields[0].name: "0"})
    journey = team.store.journey("T1", team.workshop.key)
    assert [(score.author, score.value) for score in journey.scores] == [("UBEN", 0)]


def test_next_says_that_something_is_still_hidden_and_offers_the_reveal(team: Team) -> None:
    scores(team.member("ben"), "1", "1")
    told = team.member("ana").types("next")
    assert "still hidden. Reveal it first" in told
    assert "[Reveal]\n[Go on anyway]" in told


def test_who_only_facilitates_is_not_waited_for(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    scores(ben, "1", "1")
    assert "1 of 2 people have answered here" in team.card()
    assert "You only facilitate now" in ana.types("watch")
    assert "1 of 1 person has answered here" in team.card()
    assert "You take part again" in ana.types("watch")


def test_only_a_facilitator_reveals_and_only_once_and_only_where_something_is_hidden(team: Team) -> None:
    ana = team.member("ana")
    assert "Only who facilitates" in team.member("ben").types("reveal")
    assert "Nobody has said yet how it feels, so there is nothing to reveal." in ana.types("reveal")
    scores(ana, "1", "1")
    ana.types("reveal")
    assert "revealed already" in ana.types("reveal")
    ana.types("back")
    assert "Nothing is hidden at this step" in ana.types("reveal")


def test_a_reveal_names_how_many_are_late_and_asks_once(team: Team) -> None:
    ana = team.member("ana")
    scores(ana, "1", "1")
    scores(team.member("ben"), "1", "1")
    team.member("chi").asks("persona", name="Noor")
    assert "1 of 3 has not answered here yet." in ana.types("reveal")
    assert "[Reveal anyway]" in ana.heard
    assert "Revealed" in ana.presses("reveal", "anyway", seen="moments")


def test_a_dialog_after_the_reveal_says_that_all_is_seen_at_once(team: Team) -> None:
    ana = team.member("ana")
    for name in ("score", "moment"):
        ana.types(name)
        assert ana.form is not None
        assert "reveal" in ana.form.intro
        assert "at once" not in ana.form.intro
    scores(ana, "1", "1")
    ana.types("reveal")
    for name in ("score", "moment"):
        ana.types(name)
        assert ana.form is not None
        assert "at once" in ana.form.intro


@pytest.mark.parametrize("names", ["anonymous moments", ""])
def test_who_is_overtaken_by_the_reveal_is_asked_before_anything_of_theirs_is_seen(team: Team, names: str) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.types(names)
    ben.types("score")
    scores(ana, "1", "1")
    ana.types("reveal anyway")
    assert ben.form is not None
    one, other = (field.name for field in ben.form.fields)
    ben.fills(**{one: "-2", other: None})
    assert [field.initial for field in ben.form.fields] == ["-2", None], "nobody chooses twice"
    assert "nothing that you chose here is saved yet" in ben.form.intro
    assert "lets everybody see at once what you chose, without your name" in ben.form.intro
    assert ben.form.submit == "Save and show"
    assert ("Without names" in ben.form.intro) is bool(names)
    assert len(team.store.journey("T1", team.workshop.key).scores) == 2
    assert "Saved" in ben.fills()
    unsigned = [score.author is None for score in team.store.journey("T1", team.workshop.key).scores]
    assert unsigned == [bool(names)] * 3


def test_dots_and_moments_are_asked_about_too_when_a_reveal_came_first_but_no_mere_words(voting: Team) -> None:
    ana, ben, chi = (voting.member(name) for name in ("ana", "ben", "chi"))
    ben.types("vote")
    chi.types("moment")
    votes(ana, "Too dear")
    ana.types("reveal anyway")
    ben.fills(dot_1=ben.choice("dot_1", "Too slow"))
    assert "nothing that you chose here is saved yet" in (ben.form.intro if ben.form else "")
    assert "2 dots" not in voting.card()
    ben.fills()
    assert "● Too slow" in voting.card()
    ana.types("back")
    scores(ana, "1", "1")
    ana.types("reveal anyway")
    chi.fills(action="Looks for the fee", feeling="-1")
    assert "nothing that you chose here is saved yet" in (chi.form.intro if chi.form else "")
    chi.fills(feeling=None)
    assert "Looks for the fee" in (chi.form.above if chi.form else "")


def test_an_old_reveal_button_reveals_nothing_of_a_later_step(voting: Team) -> None:
    ana = voting.member("ana")
    assert "Nobody has placed a dot yet" in ana.types("reveal")
    ana.asks("vote", dot_1=voting.store.journey("T1", voting.workshop.key).challenges[0].key)
    assert "it is at step 5 of 6" in ana.presses("reveal", seen="moments")
    assert "it is at step 5 of 6" in ana.presses("reveal", "anyway", seen="moments")
    assert not voting.workshop.revealed
    assert "Revealed" in ana.presses("reveal", "anyway", seen="challenges")
    ana.types("vote")
    assert ana.form is not None
    assert "The dots are revealed already" in ana.form.intro


def test_the_end_of_a_workshop_hides_nothing(team: Team) -> None:
    scores(team.member("ben"), "1", "1")
    team.member("ana").asks("close")
    assert len(team.facilitator.journey("T1", team.workshop.key).scores) == 2


@pytest.fixture
def voting(team: Team) -> Team:
    """At step 5, with two challenges."""
    ana = team.member("ana")
    ana.presses("next", "anyway", workshop=team.workshop.key)
    for text in ("Too dear", "Too slow"):
        ana.types("challenge")
        ana.fills(text=text, where=ana.choice("where", "Sees it"))
    return team


def votes(person: Member, *on: str) -> str:
    """Place dots, the rest stays away."""
    person.types("vote")
    chosen = [person.choice("dot_1", text) for text in on]
    return person.fills(**dict.fromkeys((f"dot_{n}" for n in range(1, 6)), None) | _dots(chosen))


def _dots(chosen: list[str]) -> dict[str, str]:
    return {f"dot_{n}": key for n, key in enumerate(chosen, start=1)}


def test_dots_are_hidden_counted_and_ranked_at_the_reveal(voting: Team) -> None:
    votes(voting.member("ben"), "Too slow", "Too slow", "Too dear")
    votes(voting.member("chi"), "Too slow")
    assert "2 of 3 have placed dots" in voting.card()
    assert "●" not in voting.card()
    assert voting.facilitator.journey("T1", voting.workshop.key).votes == ()
    voting.member("ana").types("reveal anyway")
    card = voting.card()
    assert "●●● Too slow" in card
    assert card.index("●●● Too slow") < card.index("● Too dear")
    voting.member("ana").presses("next", "anyway", workshop=voting.workshop.key)
    ben = voting.member("ben")
    ben.types("improve")
    ben.fills(text="A second till")
    votes(ben, "A second till")
    assert len(voting.facilitator.journey("T1", voting.workshop.key).votes) == 4, "those on improvements are hidden"
    voting.member("ana").types("reveal anyway")
    assert len(voting.facilitator.journey("T1", voting.workshop.key).votes) == 5


def test_dots_can_be_moved_and_taken_back(voting: Team) -> None:
    ben = voting.member("ben")
    votes(ben, "Too slow", "Too slow")
    ben.types("vote")
    assert ben.form is not None
    assert [bool(field.initial) for field in ben.form.fields] == [True, True, False, False, False]
    votes(ben, "Too dear")
    journey = voting.store.journey("T1", voting.workshop.key)
    names = {challenge.key: challenge.text for challenge in journey.challenges}
    assert [names[vote.on] for vote in journey.votes] == ["Too dear"]


def test_more_than_three_dots_on_one_are_refused_at_the_field(voting: Team) -> None:
    told = votes(voting.member("ben"), *["Too slow"] * 4)
    assert told == "dot_4! At most 3 of your dots may lie on one."
    assert not voting.store.journey("T1", voting.workshop.key).votes


def test_there_is_no_vote_without_anything_to_vote_on(team: Team) -> None:
    assert "nothing to place dots on yet" in team.member("ben").types("vote")


def test_a_dialog_that_was_left_empty_is_no_answer(team: Team) -> None:
    ben, before = team.member("ben"), team.workshop.about.revision
    assert "Nothing is chosen yet, so there is nothing to save." in scores(ben, None, None), "and it stays open"
    assert "Nobody has answered here yet" in team.card()
    assert team.workshop.about.revision == before


@pytest.mark.parametrize("names", ["anonymous challenges", ""])
def test_who_has_taken_all_dots_back_has_placed_none(team: Team, names: str) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.types(names)
    ana.presses("next", "anyway", workshop=team.workshop.key)
    ben.types("challenge")
    ben.fills(text="The fee", where=ben.choice("where", "Sees it"))
    ben.types("vote")
    ben.fills(dot_1=ben.choice("dot_1", "The fee"))
    assert "1 of 2 has placed dots" in team.card()
    ben.asks("vote", dot_1=None)
    assert "placed dots" not in team.card()
