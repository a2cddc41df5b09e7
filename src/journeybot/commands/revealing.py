"""A reveal, and what it tells: where the team disagrees, and where its dots lie."""

from dataclasses import replace

from journeybot.calling import called
from journeybot.commands.call import Call
from journeybot.commands.merging import similar_button
from journeybot.commands.onward import onward
from journeybot.commands.pacing import numbered
from journeybot.figures import disputes, figures
from journeybot.hiding import felt_alone, hidden_feelings, something_hidden
from journeybot.journey import Challenge, JourneyMap
from journeybot.moves import turn
from journeybot.ports import Showable, Showing
from journeybot.replies import IN_PLACE, WHILE_THERE, Reply, Say, Show
from journeybot.reveals import post_of
from journeybot.steps.signs import marked
from journeybot.story import Phrases
from journeybot.workshop import SECRET_OF, Refusal, Secret, Step

WITHOUT_ASKING = "anyway"

MOST_RANKED = 15
"""Notes with dots that are told in words: the post is one message, which can be corrected."""

MOST_NAMED = 8
"""Touchpoints of which the middle is told in words; the picture shows all."""


def reveal(call: Call) -> list[Reply]:
    """Show what the step has kept hidden: on the card, and in words in its thread. Who has given nothing yet is told of
    first, and asked about once: what comes later is seen at once."""
    must_hide_something(call)
    late = 0 if call.argument == WITHOUT_ASKING else _late(call)
    if late:
        anyway = call.button("reveal", WITHOUT_ASKING, label=call.plain.say("buttons.reveal_anyway"))
        missing = call.say("leading.late", late=late, everybody=len(call.workshop.counted), dots=_dots(call))
        return [Say(text=missing, buttons=(anyway,))]
    told = told_in_thread(call, SECRET_OF[call.workshop.step])
    now = call.change(turn(lambda workshop: workshop.reveal(call.step_seen)), show=(told,))
    buttons = (*similar_button(call), call.button("map"), *onward(call.on(now)))
    said = Say(text=call.say("leading.revealed"), buttons=buttons)
    return [Show(showing=f"card.{now.key}"), Show(showing=told.key), said]


def told_in_thread(call: Call, secret: Secret) -> Showing:
    """What a reveal owes the thread of the card: a post that is corrected in its place, also if it is revealed once
    more."""
    key = post_of(call.workshop, secret)
    told = replace(
        call.showing(Showable.TEXT, what={"text": "reveal", "secret": secret, IN_PLACE: WHILE_THERE}), key=key
    )
    before = call.store.showing(call.who.tenant, call.workshop.key, key)
    return replace(told, message=before.message) if before else told


def must_hide_something(call: Call) -> None:
    """Raises Refusal: as Workshop.reveal does, `hidden_elsewhere`, `nothing_to_reveal`."""
    workshop = call.workshop
    workshop.must_be_at(call.step_seen)
    if (
        SECRET_OF.get(workshop.step) is None
        and workshop.open
        and (feelings := hidden_feelings(call.journey(), workshop))
    ):
        step = Step.MOMENTS if workshop.review is None else Step.FEELINGS
        raise Refusal("hidden_elsewhere", feelings=feelings, **numbered(workshop, step))
    workshop.reveal()
    if not something_hidden(call.journey(), workshop):
        raise Refusal("nothing_to_reveal", dots=_dots(call))


def _dots(call: Call) -> bool:
    return SECRET_OF[call.workshop.step] is not Secret.SCORES


def _late(call: Call) -> int:
    """How many of those who are counted have given nothing yet."""
    step = call.workshop.step
    return len(call.workshop.counted) - call.workshop.have_answered(SECRET_OF[step] if _dots(call) else step)


def revealed(call: Call, secret: Secret, *, since: bool = False) -> str:
    """The words of a reveal, in the chat's markup; `since`: something was said or changed after it."""
    journey = call.shown()
    if secret is Secret.SCORES:
        p = Phrases(call.words, five_point=journey.five_point)
        said = {"contested": contested(journey), "felt": _felt(journey), "few": _of_few(journey)}
        said |= {"alone": felt_alone(call.journey(), call.workshop), "since": since, "most": MOST_NAMED}
        return call.words.tell("reveal_scores", p=p, looks_back=call.workshop.looks_back, **said)
    notes = journey.challenges if secret is Secret.CHALLENGE_VOTES else journey.improvements
    dots = figures(journey).votes
    weighed = sorted((one for one in notes if dots.get(one.key)), key=lambda one: -dots[one.key])
    told = (marked(one, call.workshop) if isinstance(one, Challenge) else one.text for one in weighed)
    ranked = [(dots[one.key], text) for one, text in zip(weighed, told, strict=True)]
    return call.words.tell("reveal_votes", ranked=ranked[:MOST_RANKED], more=len(ranked) - MOST_RANKED, since=since)


def contested(journey: JourneyMap) -> list[tuple[str, str, int, int, float]]:
    """The touchpoints that the team sees most differently: persona, touchpoint, lowest, highest and median score."""
    names = {one.key: one.name for one in journey.personas} | called(journey)
    felt = figures(journey).felt
    return [
        (names[one.persona], names[one.touchpoint], one.lowest, one.highest, felt[one.persona].typical[one.touchpoint])
        for one in disputes(journey)
    ]


def _of_few(journey: JourneyMap) -> list[tuple[str, str, float]]:
    """Where only two without names have said how it felt: persona, if there are several, touchpoint, and the middle."""
    names = called(journey)
    felt = figures(journey).felt
    return [
        (one.name if len(journey.personas) > 1 else "", names[key], typical)
        for one in journey.personas
        for key, typical in felt[one.key].typical.items()
        if key not in felt[one.key].spread
    ]


def _felt(journey: JourneyMap) -> list[tuple[str, float, float, list[str]]]:
    """Per persona who was scored: the name, the mean, the lowest median and where that is."""
    names = called(journey)
    by_persona = figures(journey).felt
    return [
        (one.name, felt.mean, felt.lowest.score, [names[key] for key in felt.lowest.touchpoints])
        for one in journey.personas
        if (felt := by_persona[one.key]).mean is not None and felt.lowest is not None
    ]
