"""What customers answered: in figures, with their comments page by page, each of which can be taken away."""

from collections.abc import Iterator
from dataclasses import replace

from journeybot.brevity import short
from journeybot.commands.call import Call
from journeybot.journey import JourneyMap, Key, Response, Touchpoint
from journeybot.moves import answer
from journeybot.moves import delete as deletion
from journeybot.replies import Button, Reply, Row, Say
from journeybot.results import ENOUGH, Result, results
from journeybot.workshop import Refusal

RESULTS, WITHOUT, GONE = "results", "without", "gone"
"""What follows `ask`: the results; and, as only buttons say, an answer without its comment, and no answer at all."""

COMMENTS, ON_A_PAGE = 5, 10
"""Comments, the newest first, that stand below each result, and on a page of their own."""

AT = "/"


def told(call: Call, about: str = "", *, before: str = "", undo: tuple[Button, ...] = ()) -> list[Reply]:
    """The results of every touchpoint at which somebody answered, in the order of the journey; or, as a button says by
    `from/scale/touchpoint`, the comments on one scale at one touchpoint from that one on."""
    journey = call.journey()
    start, _, place = about.partition(AT)
    if place:
        return [_page(call, journey, place=place, start=int(start), before=before, undo=undo)]
    rows = [row for touchpoint in journey.travelled() for row in _rows(call, journey, touchpoint)]
    heading = call.say("ask.results.heading", enough=ENOUGH) if rows else call.say("ask.results.none", enough=ENOUGH)
    text = "\n\n".join(filter(None, (before, heading)))
    return [Say(text=text, rows=tuple(rows), buttons=(*undo, call.button("ask")))]


def _rows(call: Call, journey: JourneyMap, touchpoint: Touchpoint) -> Iterator[Row]:
    for found in results(journey, touchpoint.key):
        yield Row(text=in_words(call, touchpoint, found))
        yield from (_comment(call, one) for one in found.comments[:COMMENTS])
        more = len(found.comments) - COMMENTS
        if more > 0:
            page = call.button("ask", _about(RESULTS, 0, found), label=call.plain.say("ask.buttons.comments"))
            yield Row(text=call.say("ask.results.more", n=more), buttons=(page,))


def _about(what: str, start: int, found: Result) -> str:
    return AT.join((what, str(start), found.scale, found.touchpoint))


def _page(call: Call, journey: JourneyMap, *, place: str, start: int, before: str, undo: tuple[Button, ...]) -> Reply:
    """So many comments on one scale at one touchpoint, with the way to earlier and newer ones."""
    scale, _, key = place.partition(AT)
    touchpoint = next((one for one in journey.travelled() if one.key == key), None)
    found = next((one for one in results(journey, key) if one.scale == scale), None)
    if touchpoint is None or found is None:
        raise Refusal("gone")
    start = min(start, max(0, len(found.comments) - 1)) // ON_A_PAGE * ON_A_PAGE
    shown = found.comments[start : start + ON_A_PAGE]
    many = len(found.comments)
    here = call.say("ask.results.page", first=start + 1, last=start + len(shown), many=many) if many else ""
    text = "\n\n".join(filter(None, (before, in_words(call, touchpoint, found), here)))
    rows = tuple(_comment(call, one, page=start) for one in shown)
    steps = [("newer", start - ON_A_PAGE)] if start else []
    steps += [("earlier", start + ON_A_PAGE)] if start + ON_A_PAGE < many else []
    turns = [
        call.button("ask", _about(RESULTS, at, found), label=call.plain.say(f"ask.buttons.{to}")) for to, at in steps
    ]
    every = call.button("ask", RESULTS, label=call.plain.say("ask.buttons.results"))
    return Say(text=text, rows=rows, buttons=(*undo, *turns, every))


def _comment(call: Call, one: Response, *, page: int | None = None) -> Row:
    said = call.say("ask.results.comment", value=one.value, day=one.given_on, text=short(one.comment, 500))
    at = "" if page is None else str(page)
    ways = ((WITHOUT, "ask.results.sure_of_comment"), (GONE, "ask.results.sure")) if call.workshop.open else ()
    buttons = [
        call.button(
            "ask",
            AT.join((what, at, one.key)),
            label=call.plain.say(f"ask.buttons.{what}"),
            style="danger",
            confirm=call.plain.say(sure),
        )
        for what, sure in ways
    ]
    return Row(text=said, buttons=tuple(buttons))


def taken_away(call: Call, what: str, about: str) -> list[Reply]:
    """Take a comment away or the whole answer, as a button says by `page/key`; the list stays open. Raises Refusal
    `gone`."""
    page, _, key = about.partition(AT)
    one = _response(call, key)
    move = answer((replace(one, comment=""),), by=call.who.id, step=None)
    now = call.change(move if what == WITHOUT else deletion(one.key, by=call.who.id))
    text = call.say(f"ask.results.{what}", value=one.value, day=one.given_on, text=short(one.comment))
    undo = (call.button("undo", str(now.about.revision)),)
    place = AT.join((page, one.scale, one.touchpoint)) if page else ""
    return told(replace(call, found=now), place, before=text, undo=undo)


def _response(call: Call, key: Key) -> Response:
    found = call.store.note(call.who.tenant, call.workshop.key, key)
    if not isinstance(found, Response):
        raise Refusal("gone")
    return found


def in_words(call: Call, touchpoint: Touchpoint, found: Result) -> str:
    """A result in a sentence."""
    values = {"touchpoint": touchpoint.name, "n": found.n, "many": found.many}
    if found.score is None:
        return call.say("ask.results.few", **values, scale=found.scale.upper(), enough=ENOUGH)
    ends = (_figure(call, found, found.sure.low), _figure(call, found, found.sure.high)) if found.sure else ()
    score, mean = _figure(call, found, found.score), call.plain.number(round(found.mean or 0, 1))
    return call.say(f"ask.results.{found.scale}", **values, score=score, ends=ends, mean=mean)


def _figure(call: Call, of: Result, value: float) -> str:
    """A mean with one decimal; shares whole, and those that may be below zero with their sign."""
    if of.scale == "ces":
        return call.plain.number(round(value, 1))
    return f"{value:+.0f}".replace("-", "−") if of.scale == "nps" else f"{value:.0f}"
