"""Everybody tries every door in every state of a workshop, and comes in where `expected.txt` says, nowhere else."""

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import pytest

from journeybot.checks import RULES as CHECKS
from journeybot.facilitator import Facilitator
from journeybot.permissions import RULES, TAKES_PART, Role, Rule, Standing
from journeybot.ports import Showable, Showing
from journeybot.replies import Ask, Mend, Reply, Say, Show
from journeybot.wording import Wording
from journeybot.workshop import Place
from tests.permissions.doors import Door, Way, doors
from tests.permissions.world import OURS, PEOPLE, SECRET, STATES, WELCOME, Somebody, World, made

DIRECT = "D1"
LINES = [
    line.split()
    for line in (Path(__file__).parent / "expected.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
EXPECTED = {line[0]: dict(zip(LINES[0][1:], line[1:], strict=True)) for line in LINES[1:]}

TURNED_AWAY = {
    f"refusals.{why}"
    for why in (
        "not_here", "cannot_tell", "not_for_visitors", "visitors_wait", "no_workshop", "closed", "facilitators_only",
        "owner_only", "review_is_on", "not_yours", "not_your_improvement", "not_for_you", "gone",
    )
}  # fmt: skip
"""What is said to who may not; other refusals, such as `last_step`, are said to who may."""

ABOUT = {
    "edit": "challenge", "delete": "challenge", "background": "persona", "outlook": "persona", "weigh": "touchpoint",
    "touchpoint": "touchpoint", "plan": "improve", "challenge!": "challenge", "improve!": "improve",
    "measure!": "measure", "value": "measure", "value!": "measure", "again": "showing", "refresh": "shared",
    "doing": "improve", "done": "improve", "drop": "improve", "unbegun": "improve", "take": "improve",
    "assign": "improve",
    "unlink": "touchpoint", "inside": "touchpoint",
}  # fmt: skip
"""The note or showing that a button or a dialog is about; with a `!` it is one that somebody has written."""

SAYS = {
    "became": "done {at}.improve",
    "restore": "r1",
    "mute": next(iter(CHECKS)),
    "merge": "{at}.challenge {at}.challenge.guest",
}
"""What other buttons say with their press; `at` is the workshop."""

STAY_OUT = {"stranger", "leaver", "unsure", "visitor", "foreigner"}
"""To whom not a word of a map may get."""


ANSWERS: dict[str, str | tuple[str, ...] | None] = {
    "text": "Typed", "name": "Typed", "title": "Typed", "template": "empty", "person": "UANYONE", "review_on": None,
    "votes_each": "5", "votes_on_one": "3", "from": "18", "until": "9",
}  # fmt: skip

KEYLESS = {Way.TYPED, Way.QUOTED}
"""Ways in that name no workshop: they are about the one of the channel where they happen."""


@dataclass(frozen=True)
class Trial:
    """Somebody tries a door: `thing` is a line of the table, `place` where they do it."""

    door: Door
    thing: str
    one: Somebody
    state: str
    place: Place

    @property
    def workshop(self) -> str:
        return "" if self.state == "without" else f"{self.one.kind}-{self.state}"

    @property
    def expected(self) -> bool:
        """Whether they come in, by the table."""
        one, line = self.one, EXPECTED[self.thing]
        column = self.state if self.state in {"without", "ended"} else "open"
        if one.tenant != OURS:  # what bears our names over there is another channel, and nothing of ours is in it
            if self.workshop and self.door.way not in KEYLESS:
                return False
            column = "without"
        if line[column] == "self":
            return True
        if one.standing in {Standing.OUTSIDE, Standing.UNKNOWN}:
            return False
        if one.standing is Standing.VISITING and not (one.kind == WELCOME and line["guests"] == "yes"):
            return False
        return {
            "all": True,
            "own": one.writes or one.leads,
            "care": one.cares or one.leads,
            "lead": one.leads,
            "-": False,
        }[line[column]]

    def replies(self, facilitator: Facilitator) -> list[Reply]:
        who, command = self.one.who, self.thing.removesuffix("!")
        if self.door.way is Way.TYPED:
            return facilitator.command(who, self.place, command)
        if self.door.way is Way.QUOTED:
            return facilitator.quote(who, self.place, text="So be it", said_by="", link="")
        about = self._note(ABOUT.get(self.thing, ""))
        if self.door.way is Way.PRESSED:
            at = self.workshop
            argument = about or SAYS.get(command, "").format(at=at)
            return facilitator.press(who, self.place, command=command, argument=argument, workshop=at)
        send = facilitator.choose if self.door.way is Way.CHOSEN else facilitator.submit
        subject = about or "fresh"
        return send(
            who,
            self.place,
            form=command,
            workshop=self.workshop,
            subject=subject,
            seen={"edit": "yes"},
            answers=ANSWERS,
        )

    def _note(self, kind: str) -> str:
        """The note at stake: their own if they write, else the author's."""
        own = self.one.writes and self.one.name != "author" and kind in {"challenge", "improve"}
        return kind and f"{self.workshop}.{kind}{'.' + self.one.name if own else ''}"


def trials(things: Container[str]) -> Iterator[Trial]:
    """At every door, everybody, in every state; with what names a workshop also from outside its channel."""
    for (door, thing), one, state in product(doors_to(things), PEOPLE, STATES):
        yield Trial(door, thing, one, state, Place(one.tenant, f"{one.kind}-{state}"))
        if state != "without" and door.way not in KEYLESS:
            yield Trial(door, thing, one, state, Place(one.tenant, DIRECT))


def doors_to(things: Container[str]) -> Iterator[tuple[Door, str]]:
    """The doors to what is tried here; a page and what a worker posts have tests of their own."""
    for door in doors():
        over = f"{door.name}!" if door.way is Way.SENT else ""
        tried = () if door.way in {Way.HOME, Way.SHOWN} else (door.name, over)
        yield from ((door, thing) for thing in tried if thing in EXPECTED and thing in things)


def failures(world: World, said: list[str], *, things: Container[str] = EXPECTED) -> Iterator[str]:
    """Where somebody does not fare as the table says, or is refused and yet changes or learns something."""
    with world.watched() as watch:
        for trial in trials(things):
            said.clear()
            replies = trial.replies(world.facilitator)
            came_in, changed = not TURNED_AWAY & {*said}, watch.written()
            if changed:
                watch.put_back()
            if came_in != trial.expected:
                yield f"{'came in' if came_in else 'was turned away'}: {trial} {text_of(replies)}"
            if not came_in and changed:
                yield f"was turned away, but something was written: {trial}"
            if not came_in and tells(trial.one, replies):
                yield f"was turned away, but was told or shown something: {trial} {replies}"


def tells(one: Somebody, replies: list[Reply]) -> bool:
    """Whether a refusal opens or draws something or, to who has no business here, says a word of the map."""
    told = text_of(replies)
    leaks = one.name in STAY_OUT and (SECRET in told or "@U" in told)
    return leaks or any(isinstance(reply, Ask | Show) for reply in replies)


def text_of(replies: list[Reply]) -> str:
    """Everything that a person reads."""
    told: list[str] = []
    for reply in replies:
        if isinstance(reply, Say):
            buttons = [*reply.buttons, *(button for row in reply.rows for button in row.buttons)]
            told += [reply.text, *(row.text for row in reply.rows), *(button.label for button in buttons)]
        if isinstance(reply, Mend):
            told += reply.problems.values()
    return "\n".join(told)


@pytest.fixture(scope="module")
def said() -> Iterator[list[str]]:
    """The names of all sentences, as they are said."""
    names: list[str] = []
    say = Wording.say

    def noted(self: Wording, name: str, /, **values: object) -> str:
        names.append(name)
        return say(self, name, **values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Wording, "say", noted)
        yield names


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with made(tmp_path_factory.mktemp("world")) as world:
        yield world


def test_the_table_has_a_line_for_each_thing_that_can_be_done() -> None:
    plain = {thing for thing in EXPECTED if not thing.endswith("!")}
    assert plain == {door.rule for door in doors()}
    assert {thing.removesuffix("!") for thing in EXPECTED} == plain


def test_thousands_of_ways_are_tried_and_not_all_of_them_are_open() -> None:
    tried = Counter(trial.expected for trial in trials(EXPECTED))
    assert tried[True] > 1000
    assert tried[False] > 3000


def test_everybody_comes_in_where_they_may_and_nowhere_else(world: World, said: list[str]) -> None:
    assert list(failures(world, said)) == []


@pytest.mark.parametrize(
    ("thing", "rule"), [("next", Rule(Role.ANYONE)), ("reopen", Rule(Role.FACILITATOR)), ("map", TAKES_PART)]
)
def test_a_rule_that_says_something_else_is_noticed(world: World, said: list[str], thing: str, rule: Rule) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(RULES, thing, rule)
        assert list(failures(world, said, things={thing}))


def test_a_door_that_asks_nobody_who_they_are_is_noticed(world: World, said: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world.room, "standing", lambda who, place, *, answering=False: Standing.INSIDE)
        assert any("stranger" in one for one in failures(world, said, things={"story"}))


@pytest.mark.parametrize("one", PEOPLE, ids=lambda one: one.name)
@pytest.mark.parametrize("state", ["first", "ended"])
def test_a_home_page_names_the_maps_whose_channel_a_person_is_in(world: World, one: Somebody, state: str) -> None:
    title = f"{SECRET} {state}"
    page = world.facilitator.home(one.who)
    shown = {row.text for _, rows in page.sections for row in rows}
    involved = one.writes or one.leads or one.cares
    expected = involved and one.tenant == OURS and one.standing is Standing.INSIDE
    assert any(title in text for text in shown) == expected
    if not expected:
        assert SECRET not in f"{page}"
        assert ("not shown" in page.text) == (involved and one.tenant == OURS)


@pytest.mark.parametrize("one", PEOPLE, ids=lambda one: one.name)
def test_what_is_told_across_maps_is_told_to_who_is_in_their_channels(world: World, one: Somebody) -> None:
    told = text_of(world.facilitator.press(one.who, Place(one.tenant, ""), command="hotspots"))
    sees = one.tenant == OURS and one.standing is Standing.INSIDE
    assert (SECRET in told) == sees
    assert told.startswith("Where it hurts most" if sees else "I know no map that you may see")


@pytest.mark.parametrize("one", PEOPLE, ids=lambda one: one.name)
@pytest.mark.parametrize("kind", Showable)
def test_what_is_posted_elsewhere_was_asked_for_by_somebody_of_both_channels(
    world: World, one: Somebody, kind: Showable
) -> None:
    at_home = Showing(
        key="s", place=Place(OURS, "C-first"), workshop="C-first", kind=kind, asked_by=one.who.id, what={}
    )
    assert world.facilitator.may_be_shown(at_home), "in its own channel it is for who is there"
    elsewhere = replace(at_home, place=Place(one.tenant, "C-ended"))
    assert world.facilitator.may_be_shown(elsewhere) == (one.standing is Standing.INSIDE and one.tenant == OURS)
    assert not world.facilitator.may_be_shown(replace(elsewhere, place=Place("T2", "C-first")))
