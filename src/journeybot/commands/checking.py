"""Checking: what the map's own lint finds, each with the button that mends it; rules can be muted."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from journeybot.brevity import short
from journeybot.checks import RULES as CHECKS
from journeybot.checks import Finding, checks
from journeybot.commands.asking import may_write
from journeybot.commands.call import Call
from journeybot.journey import JourneyMap, Note
from journeybot.moves import turn
from journeybot.permissions import RULES, Role
from journeybot.replies import Button, Reply, Row, Say
from journeybot.settings import Settings
from journeybot.workshop import Refusal

MOST_ROWS, MOST_ALIKE = 10, 3
"""Findings told at once, and of one rule; more would be a reproach and not a list of things to do."""


def check(call: Call) -> list[Reply]:
    """What there is to look at, the worst first, each with the button that mends it."""
    return [_told_of(call)]


def _told_of(call: Call) -> Say:
    journey = call.shown()
    found = findings(call, journey)
    rows = (*_rows(call, journey, found), *_muted(call))
    again = (call.button("check", label=call.plain.say("buttons.check_again")),) if found else ()
    return Say(text=_heading(call, len(found)), rows=rows, buttons=again)


def findings(call: Call, journey: JourneyMap) -> tuple[Finding, ...]:
    """What there is to look at on a map as it may be seen."""
    workshop = call.workshop
    return checks(journey, workshop.settings, today=call.now().date(), closed=not workshop.open)


def _heading(call: Call, count: int) -> str:
    if count:
        return call.say("checks.heading", count=count)
    return call.say("checks.nothing_but_muted" if call.workshop.settings.muted else "checks.nothing")


def _rows(call: Call, journey: JourneyMap, found: tuple[Finding, ...]) -> Iterator[Row]:
    notes = {note.key: note for note in journey.notes()}
    told, heard = _told(found), set[str]()
    for finding in told:
        mends = _mends(call, finding, notes.get(finding.at))
        mutes = _mutes(call, finding) if finding.rule not in heard else ()
        heard.add(finding.rule)
        yield Row(text=in_words(call, finding), buttons=(*mends, *mutes))
    if len(found) > len(told):
        yield Row(text=call.say("checks.more", count=len(found) - len(told)))


def in_words(call: Call, finding: Finding) -> str:
    """What was found, in a sentence."""
    values = {name: short(value) if isinstance(value, str) else value for name, value in finding.values.items()}
    return call.say(f"checks.{finding.rule}", **values)


def _told(found: tuple[Finding, ...]) -> list[Finding]:
    """The worst few of each rule."""
    alike: Counter[str] = Counter()
    told = []
    for finding in found:
        alike[finding.rule] += 1
        if alike[finding.rule] <= MOST_ALIKE:
            told.append(finding)
    return told[:MOST_ROWS]


def _mends(call: Call, finding: Finding, note: Note | None) -> tuple[Button, ...]:
    """The button that mends it, for whoever may; some need an open workshop."""
    rule = RULES[finding.mend]
    if rule.needs == "open" and not call.workshop.open:
        return ()
    if rule.role is Role.FACILITATOR and not _leads(call):
        return ()
    if finding.mend in {"edit", "plan"} and note is not None and not may_write(call, note):
        return ()
    return (call.button(finding.mend, finding.at),)


def _mutes(call: Call, finding: Finding) -> tuple[Button, ...]:
    return (call.button("mute", finding.rule),) if _leads(call) else ()


def _leads(call: Call) -> bool:
    return call.who.id in call.workshop.facilitators


def _muted(call: Call) -> tuple[Row, ...]:
    count = len(call.workshop.settings.muted)
    hear = (call.button("unmute"),) if _leads(call) else ()
    return (Row(text=call.say("checks.muted", count=count), buttons=hear),) if count else ()


def mute(call: Call) -> list[Reply]:
    """Hear no more of a rule; what is left is shown."""
    if call.argument not in CHECKS:
        raise Refusal("gone")
    shown = _set(call, lambda now: replace(now, muted=tuple(dict.fromkeys((*now.muted, call.argument)))))
    return [replace(shown, text="\n".join([call.say("checks.now_muted"), shown.text]))]


def unmute(call: Call) -> list[Reply]:
    """Hear of every rule again."""
    return [_set(call, lambda now: replace(now, muted=()))]


def _set(call: Call, how: Callable[[Settings], Settings]) -> Say:
    now = call.change(turn(lambda workshop: replace(workshop, settings=how(workshop.settings))))
    return _told_of(call.on(now))
