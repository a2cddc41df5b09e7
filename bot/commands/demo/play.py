"""Plays a journey as a workshop: every note of the file is typed into the dialog it belongs to, by somebody."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

from bot.commands.demo import answers
from bot.commands.demo.cast import Cast, asks, offered, offered_in
from bot.sandbox import Json
from bot.sandbox.player import Person
from bot.sandbox.reading import buttons
from journeybot.journey import (
    Challenge,
    Evidence,
    Improvement,
    JourneyMap,
    Key,
    MapState,
    Measure,
    Moment,
    Persona,
    Touchpoint,
)
from journeybot.settings import Settings
from journeybot.wording import Wording

Act = Callable[[], None]


class Play:
    """One journey, one cast. `acts` gives what is played, in order, each with what to say meanwhile."""

    def __init__(self, journey: JourneyMap, cast: Cast) -> None:
        self.journey = journey
        self.cast = cast
        self.fit = answers.Fitting()
        self._points = journey.travelled()
        self._moments = {(m.persona, m.touchpoint): m for m in journey.moments}

    def acts(self) -> Sequence[tuple[str, list[Act]]]:
        """The play in acts."""
        journey = self.journey
        return [
            ("The workshop begins", [self._start]),
            ("Personas", [*(partial(self._persona, one) for one in journey.personas), self._next]),
            ("Stages", [self._stages, self._next]),
            ("Touchpoints", [*self._touchpoint_acts(), self._next]),
            ("Moments", [*self._moment_acts(), *self._reveal_if(journey.scores), self._next]),
            (
                "Challenges",
                [*(partial(self._challenge, one) for one in journey.challenges), *self._votes("challenges")],
            ),
            ("Improvements", [self._next, *(partial(self._improvement, one) for one in journey.improvements)]),
            ("Dots", self._votes("improvements")),
            ("Measures", [partial(self._measure, one) for one in journey.measures]),
            ("Evidence", [partial(self._evidence, one) for one in answers.told_in_dialogs(journey)]),
            ("The map", [self._close]),
        ]

    def _start(self) -> None:
        about, leader = self.journey.about, self.cast.leader
        leader.types("/journey start")
        said = {"title": self.fit(about.title, 120), "scenario": self.fit(about.scenario, 500)}
        leader.submits({**said, "destination": self.fit(about.destination, 120), "template": "empty"})
        if about.state is not MapState.CURRENT:
            leader.types("/journey about")
            leader.submits({"state": str(about.state)})

    def _next(self) -> None:
        """On to the next step; a file may leave gaps, and then the facilitator goes on anyway."""
        leader = self.cast.leader
        leader.types("/journey next")
        newest = leader.looks().screen["messages"][-1]
        anyway = _label(leader, "anyway")
        if any(element["text"]["text"] == anyway for _, element in buttons(newest["blocks"])):
            leader.presses(anyway)

    def _persona(self, one: Persona) -> None:
        person = self.cast.next()
        person.types("/journey persona")
        _submits(person, _filled(answers.persona(one, self.fit)))
        _presses(person, "background")
        _submits(person, _filled(answers.background(one, self.fit)))
        _presses(person, "outlook")
        person.submits(_filled(answers.outlook(one, self.fit)))

    def _stages(self) -> None:
        taken = {touchpoint.stage for touchpoint in self._points}
        bare = {stage.key for stage in self.journey.stages if stage.key not in taken}
        self.cast.leader.types("/journey stages")
        self.cast.leader.submits(answers.stages(self.journey.stages, bare))

    def _touchpoint_acts(self) -> list[Act]:
        filled = [(at, stage) for at, stage in enumerate(self.journey.stages) if self.journey.touchpoints_of(stage.key)]
        weighed = [(at, one) for at, one in enumerate(self._points) if answers.is_weighed(one)]
        return [
            *(partial(self._touchpoints, at, stage.key) for at, stage in filled),
            *(partial(self._weigh, at, one) for at, one in weighed),
        ]

    def _touchpoints(self, at: int, stage: Key) -> None:
        person = self.cast.next()
        person.types("/journey touchpoints")
        given = answers.touchpoints(self.journey.touchpoints_of(stage), self.fit)
        person.submits({"stage": offered(person, "stage")[at], **given})
        _leave(person)

    def _weigh(self, at: int, one: Touchpoint) -> None:
        """From the list of everything, where the touchpoints stand in the order in which they were written."""
        leader = self.cast.leader
        before = len(_told(leader))
        leader.types("/journey mine all")
        listed = leader.sandbox.wait_for(lambda: _weighing(_told(leader)[before:], len(self._points)))
        message, block, element = listed[at]
        where = {"type": "message", "ts": message["ts"]}
        ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
        leader.sandbox.post("act/press", user=leader.id, channel=leader.channel, container=where, **ids)
        others = [point for point in self._points if point.key != one.key]
        after = next((i for i, point in enumerate(others) if point.key == one.next), None)
        following = {} if after is None else {"next": offered(leader, "next")[after]}
        leader.submits({**answers.weight(one), **following})

    def _moment_acts(self) -> list[Act]:
        scores = {(s.persona, s.touchpoint, self.cast.scorer(s.author).name): s.value for s in self.journey.scores}
        found: list[Act] = []
        for persona in self.journey.personas:
            for at, point in enumerate(self._points):
                moment = self._moments.get((persona.key, point.key))
                players = [one for one in self.cast.people if (persona.key, point.key, one.name) in scores]
                for number, player in enumerate(players or ([self.cast.leader] if moment else [])):
                    value = scores.get((persona.key, point.key, player.name))
                    told = moment if number == 0 else None
                    found.append(partial(self._moment, player, persona, at=at, told=told, value=value))
        return found

    def _moment(self, person: Person, one: Persona, *, at: int, told: Moment | None, value: int | None) -> None:
        if person.modal is None:
            person.types("/journey moment")
        given = {} if told is None else {"action": self.fit(told.action, 1000), "thought": self.fit(told.thought, 1000)}
        feeling = "absent" if told and told.absent and value is None else value
        who = self.journey.personas.index(one)
        seen = person.looks()
        chosen = {"touchpoint": offered_in(seen, "touchpoint")[at], "persona": offered_in(seen, "persona")[who]}
        person.submits({**chosen, **given, **({} if feeling is None else {"feeling": str(feeling)})})

    def _reveal_if(self, given: Sequence[object]) -> list[Act]:
        return [self._reveal] if given else []

    def _reveal(self) -> None:
        self.cast.leader.types("/journey reveal anyway")

    def _votes(self, kind: Literal["challenges", "improvements"]) -> list[Act]:
        """Everybody's dots on what the step is about, then the reveal."""
        keys = [note.key for note in getattr(self.journey, kind)]
        placed: dict[str, list[int]] = {}
        for vote in self.journey.votes:
            if vote.on in keys:
                placed.setdefault(vote.author or "", []).append(keys.index(vote.on))
        acts: list[Act] = [partial(self._vote, self.cast.scorer(author), dots) for author, dots in placed.items()]
        return [*acts, *self._reveal_if(acts)]

    def _vote(self, person: Person, dots: list[int]) -> None:
        person.types("/journey vote")
        choices = offered(person, "dot_1")
        person.submits({f"dot_{at + 1}": choices[dot] for at, dot in enumerate(dots[: Settings().votes_each])})

    def _challenge(self, one: Challenge) -> None:
        person = self.cast.next()
        person.types("/journey challenge")
        given = {"text": self.fit(one.text, 1000), "pain": str(one.pain), "need": self.fit(one.need, 500)}
        if one.severity is not None:
            given["severity"] = str(one.severity)
        place = self._place(person, one.stage, touchpoint=one.touchpoint)
        whom = self._whom(person, one)
        person.submits({**_filled(given), "where": place, **({"personas": whom} if whom else {})})

    def _whom(self, person: Person, one: Challenge) -> list[str]:
        if not one.personas or not asks(person.looks(), "personas"):
            return []
        keys = [persona.key for persona in self.journey.personas]
        choices = offered(person, "personas")
        return [choices[keys.index(key)] for key in one.personas]

    def _improvement(self, one: Improvement) -> None:
        person = self.cast.next()
        person.types("/journey improve")
        keys = [challenge.key for challenge in self.journey.challenges]
        choices = offered(person, "challenges")
        answered = [choices[keys.index(key)] for key in one.challenges if key in keys]
        given = _filled(answers.improvement(one, self.fit))
        _submits(person, {**given, **({"challenges": answered} if answered else {})})
        _presses(person, "plan")
        place = self._place(person, one.stage, touchpoint=one.touchpoint)
        person.submits({**_filled(answers.plan(one, self.fit)), **({"where": place} if place else {})})

    def _measure(self, one: Measure) -> None:
        person = self.cast.next()
        person.types("/journey measure")
        if one is not self.journey.measures[0]:
            _presses(person, "measure")  # once something is watched, the list of it comes first
        place = self._place(person, one.stage, touchpoint=one.touchpoint)
        person.submits({**_filled(answers.measure(one, self.fit)), **({"where": place} if place else {})})

    def _evidence(self, one: Evidence) -> None:
        person = self.cast.next()
        person.types("/journey evidence")
        statements = [*self._points, *self.journey.challenges]
        on = offered(person, "on")[[note.key for note in statements].index(one.on)]
        person.submits({"on": on, **_filled(answers.evidence(one, self.fit))})

    def _place(self, person: Person, stage: Key | None, *, touchpoint: Key | None) -> str:
        """The choice of a stage or touchpoint where the dialog offers each stage followed by its touchpoints."""
        order = [
            key for s in self.journey.stages for key in (s.key, *(t.key for t in self.journey.touchpoints_of(s.key)))
        ]
        wanted = touchpoint or stage
        return offered(person, "where")[order.index(wanted)] if wanted in order else ""

    def _close(self) -> None:
        for person in self.cast.people:
            _leave(person)
        self.cast.leader.types("/journey close")
        self.cast.leader.submits({})


def _filled(given: answers.Filled) -> answers.Filled:
    return {name: value for name, value in given.items() if value not in ("", None)}


def _leave(person: Person) -> None:
    """Close the dialog that offers to go on."""
    if person.modal is not None:
        person.closes(everything=True)


def _submits(person: Person, values: answers.Filled) -> None:
    """Send a dialog, and wait for what is said to it, which only this person sees: below, or in the place of the
    message whose button opened the dialog."""
    before = _told(person)
    person.submits(values)
    person.sandbox.wait_for(lambda: _told(person) != before)


def _told(person: Person) -> list[Json]:
    """The messages that only this person sees, oldest first."""
    return [message for message in person.looks().screen["messages"] if message["ephemeral"]]


def _weighing(messages: list[Json], all_of_them: int) -> list[tuple[Json, Json, Json]]:
    """The buttons that open the weight of each touchpoint, once the list is all there: a long one comes in several
    messages."""
    found = [(m, b, e) for m in messages for b, e in buttons(m["blocks"]) if _opens_weight(e)]
    return found if len(found) == all_of_them else []


def _opens_weight(element: Json) -> bool:
    return str(element.get("action_id", "")).startswith("journey:weigh")


def _presses(person: Person, button: str) -> None:
    person.presses(_label(person, button))


def _label(person: Person, button: str) -> str:
    """What stands on a button for this person, in their own language."""
    return str(Wording().spoken_in(person.locale).say(f"buttons.{button}"))
