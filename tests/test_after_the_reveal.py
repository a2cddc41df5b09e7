"""Who says late, without a name, how it felt knows before that it can be worked out; posts of reveals are corrected."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.slack.messages import messages
from journeybot.journey import Challenge, Vote
from journeybot.ports import Showing, ShowState
from journeybot.replies import Say
from journeybot.workshop import Change, Secret
from tests.team import Member, Team, gathered
from tests.test_felt_alone import felt
from tests.test_retrospective import begins


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        begins(team.member("ana"))
        yield team


def reveal(team: Team, *feelings: str) -> Showing:
    """Everybody feels so about all parts, and it is revealed and posted."""
    for name, feeling in zip(("ana", "ben", "chi"), feelings, strict=False):
        felt(team.member(name), *[feeling] * 5)
    team.member("ana").types("reveal anyway")
    return posted_of(team)


def posted_of(team: Team) -> Showing:
    """The post of the reveal, which is in the thread now."""
    [told] = [one for one in team.store.due(team.facilitator._clock()) if one.what.get("text") == "reveal"]
    posted = replace(told, state=ShowState.SHOWN, does=told.should, message="7.7")
    team.store.show(posted)
    return posted


def due(team: Team, posted: Showing) -> str:
    """The message that is to be edited, if it is."""
    owed = team.store.due(team.facilitator._clock(), most=99)
    return "".join(one.message for one in owed if one.key == posted.key)


def words(team: Team, posted: Showing) -> str:
    """What the post of the reveal says now, or says still."""
    now = team.store.showing("T1", team.workshop.key, posted.key)
    assert now is not None
    return team.facilitator.text_of("T1", team.workshop.key, now.what)


def asked(member: Member) -> tuple[str, str, str]:
    """What the dialog says before its fields and after them, and on its button."""
    member.types("score")
    assert member.form is not None
    return member.form.intro, member.form.below, member.form.submit


def test_who_facilitates_goes_on_from_one_private_answer_to_the_next(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    felt(ana, *["1"] * 5)
    felt(ben, *["-1"] * 5)
    assert "reveal" in [button.command for button in ana.offered_buttons]
    assert not {"reveal", "next"} & {button.command for button in ben.offered_buttons}
    ana.presses("reveal", "anyway", workshop=team.workshop.key, seen="moments")
    on = next(button for button in ana.offered_buttons if button.command == "next")
    told = ana.presses(on.command, on.argument, workshop=on.workshop, seen=on.seen)
    assert told.startswith("Step 2 of")
    assert {"add", "next"} <= {button.command for button in ana.offered_buttons}
    ana.types("back")
    assert not ana.presses("next", workshop=on.workshop, seen=on.seen), "the card itself tells who pressed on it"


def test_what_is_said_late_is_not_promised_to_be_a_secret(team: Team) -> None:
    dilan = team.member("dilan")
    before, small_print, save = asked(dilan)
    assert "no name is kept" in before
    assert "can work out" not in before
    assert "from three on nobody can, apart from what is said or changed after the reveal" in small_print
    assert save == "Save"
    reveal(team, "1", "1", "-2")
    before, small_print, save = asked(dilan)
    assert "whoever looks before and after can work out what you say or change now" in before
    assert "nobody can" not in before + small_print
    assert save == "Save and show"


def test_what_has_most_dots_is_offered_first_where_actions_are_agreed(team: Team) -> None:
    ana = team.member("ana")
    for text in ("The queue", "The rain"):
        ana.types("challenge")
        ana.fills(text=text, pain="met", where=ana.choice("where", "Build"))
    ana.types("next anyway")
    ana.types("vote")
    ana.fills(dot_1=ana.choice("dot_1", "➖ The rain"))
    for revealed, first in ((False, "➖ The queue"), (True, "➖ The rain")):
        if revealed:
            ana.types("reveal anyway")
        ana.types("improve")
        assert ana.offered("challenges")[0] == first


def test_late_dots_are_not_promised_to_be_a_secret_either(team: Team) -> None:
    ana, dilan = team.member("ana"), team.member("dilan")
    ana.types("next anyway")
    ana.types("challenge")
    ana.fills(text="The queue", pain="met", where=ana.choice("where", "Build"))
    ana.types("vote")
    assert ana.form is not None
    ana.fills(dot_1=ana.form.fields[0].options[0].value)
    ana.types("reveal anyway")
    dilan.types("vote")
    assert dilan.form is not None
    assert "can work out where you place yours" in dilan.form.intro


def test_the_post_of_the_reveal_is_corrected_where_it_stands(team: Team) -> None:
    ana = team.member("ana")
    posted = reveal(team, "1", "1", "-2")
    assert "+1 on average" in words(team, posted)
    felt(team.member("dilan"), *["-2"] * 5)
    now = team.store.showing("T1", team.workshop.key, posted.key)
    assert now is not None
    assert (now.state, now.message) == (ShowState.DUE, "7.7")
    assert "−0.5 on average" in words(team, posted)
    assert "Since the reveal somebody has said or changed something" in words(team, posted)
    team.store.show(replace(now, state=ShowState.SHOWN))
    ana.types("undo")
    assert "+1 on average" in words(team, posted)
    assert [one.message for one in team.store.due(team.facilitator._clock()) if one.key == posted.key] == ["7.7"]


def dots_revealed(team: Team) -> Showing:
    """Two notes, of which Ana has put her dot on the first; it is revealed and posted."""
    ana = team.member("ana")
    ana.types("next anyway")
    for text in ("The queue", "The noise"):
        ana.types("challenge")
        ana.fills(text=text, pain="met", where=ana.choice("where", "Build"))
    places_dot(ana, "The queue")
    ana.types("reveal anyway")
    return posted_of(team)


def places_dot(member: Member, on: str) -> None:
    member.types("vote")
    member.fills(dot_1=member.choice("dot_1", f"➖ {on}"))


def test_the_post_of_the_dots_is_corrected_where_it_stands(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    posted = dots_revealed(team)
    assert words(team, posted).splitlines() == ["The dots are revealed.", "● ➖ The queue"]
    places_dot(ben, "The noise")
    assert due(team, posted) == "7.7"
    assert words(team, posted).splitlines()[1:] == [
        "Since the reveal somebody has placed, moved or taken a dot, or changed a note; this is how it stands now.",
        "● ➖ The queue",
        "● ➖ The noise",
    ]
    ana.types("undo")
    assert due(team, posted) == "7.7"
    assert "noise" not in words(team, posted)


def test_a_note_that_is_taken_away_goes_from_the_post_too(team: Team) -> None:
    posted = dots_revealed(team)
    (queue,) = (one for one in team.store.journey("T1", team.workshop.key).challenges if one.text == "The queue")
    drop = Change(workshop=team.workshop, drop=(queue.key,))
    team.store.change("T1", team.workshop.key, lambda workshop, _: replace(drop, workshop=workshop))
    assert due(team, posted) == "7.7"
    assert "The queue" not in words(team, posted)


def test_a_note_that_is_worded_anew_is_told_as_it_is(team: Team) -> None:
    posted = dots_revealed(team)
    (queue,) = (one for one in team.store.journey("T1", team.workshop.key).challenges if one.text == "The queue")
    put = (replace(queue, text="The long queue"),)
    team.store.change("T1", team.workshop.key, lambda workshop, _: Change(workshop=workshop, put=put))
    assert due(team, posted) == "7.7"
    assert "➖ The long queue" in words(team, posted)


def test_what_changes_no_dot_leaves_the_post_alone(team: Team) -> None:
    ana = team.member("ana")
    posted = dots_revealed(team)
    ana.types("challenge")
    ana.fills(text="The light", pain="met", where=ana.choice("where", "Build"))
    felt(ana, *["1"] * 5)
    assert due(team, posted) == ""


def test_many_notes_with_dots_are_told_in_the_one_message_that_can_be_corrected(team: Team) -> None:
    key, many = team.workshop.key, 20
    put = (
        *(Challenge(key=f"c{at:02}", text="long " * 60, position=at) for at in range(many)),
        *(Vote(key=f"v{at}", on=f"c{at % many:02}") for at in range(many * 30)),
    )
    team.store.change("T1", key, lambda workshop, _: Change(workshop=workshop, put=put))
    dots_revealed(team)
    text = team.facilitator.text_of("T1", key, {"text": "reveal", "secret": Secret.CHALLENGE_VOTES})
    assert "… and 6 more, on the card and in the picture." in text
    assert len(messages(Say(text=text))) == 1


def test_the_change_and_the_correction_are_one(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever dies just after the answer is stored leaves no post that is wrong for ever."""
    posted = reveal(team, "1", "1", "-2")

    def dies(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(type(team.store), "show", dies)
        felt(team.member("dilan"), *["-2"] * 5)
    assert due(team, posted) == "7.7"
    assert "−0.5 on average" in words(team, posted)


def test_one_that_is_just_being_posted_is_corrected_after_that(team: Team) -> None:
    posted = reveal(team, "1", "1", "-2")
    under_way = replace(posted, state=ShowState.DUE, message="")
    team.store.show(under_way)
    felt(team.member("dilan"), *["-2"] * 5)
    team.store.settle(replace(under_way, state=ShowState.SHOWN, message="7.7"))
    assert due(team, posted) == "7.7"


def test_of_two_the_middle_is_told_part_by_part(team: Team) -> None:
    said = words(team, reveal(team, "1", "-2"))
    assert "In the middle: " in said
    assert said.count("−0.5") > 5, "the mean, and each part by its name"
    assert "Build −0.5, " in said


def test_the_promise_is_short_before_the_fields_and_whole_after_them(team: Team) -> None:
    before, small_print, _ = asked(team.member("dilan"))
    assert len(before) < 300
    assert "Who could still work it out stands at the end of this dialog." in before
    for who in ("Slack", "whoever runs journeybot's machine", "Where only two answer"):
        assert who in small_print
        assert who not in before


def test_who_ends_it_while_something_is_hidden_is_told_so_first(team: Team) -> None:
    ana = team.member("ana")
    for name in ("ana", "ben", "chi"):
        felt(team.member(name), *["0"] * 5)
    hidden = "What people gave at this step is still hidden. To talk about it before you finish, close this dialog"
    ana.types("close")
    assert ana.form is not None
    assert hidden in ana.form.intro
    ana.types("reveal anyway")
    ana.types("close")
    assert hidden not in ana.form.intro


def test_once_it_is_revealed_the_card_leads_on_and_promises_no_secret(team: Team) -> None:
    ana = team.member("ana")
    for name in ("ana", "ben", "chi"):
        felt(team.member(name), *["0"] * 5)
    assert green(team) == ["Say how it felt", "Reveal"]
    assert "nobody sees it before the reveal" in team.card()
    ana.types("reveal anyway")
    assert green(team) == ["Next step"]
    assert "nobody sees it before" not in team.card()
    assert "The feelings are revealed: talk about where you see it differently, then go on." in team.card()


def green(team: Team) -> list[str]:
    """The buttons of the card that stand out."""
    card = team.facilitator.card("T1", team.workshop.key)
    return [button.label for button in (*card.buttons, *card.leading) if button.style == "primary"]
