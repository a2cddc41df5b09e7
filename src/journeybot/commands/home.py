"""A person's own page: what waits for them, what they have taken on, and their maps."""

from collections.abc import Iterable
from dataclasses import replace

from journeybot.brevity import short
from journeybot.commands import pacing
from journeybot.commands.across import hotspots_button
from journeybot.commands.asking import may_write
from journeybot.commands.call import Call
from journeybot.commands.falling_due import others_overdue
from journeybot.commands.following import AT_HOME, buttons
from journeybot.commands.inside import waits
from journeybot.commands.reviewing import looking_again
from journeybot.commands.telling import row
from journeybot.commands.upkeep import upkeep_button
from journeybot.journey import Improvement, Status
from journeybot.people import mention, person_in
from journeybot.permissions import Role, may_act_as
from journeybot.ports import MapLine
from journeybot.reminding import waiting_for
from journeybot.replies import Button, Home, Row
from journeybot.undertakings import Undertaking
from journeybot.waking import watch
from journeybot.workshop import Refusal, Workshop

LOOKED_AT, MOST_TASKS, MOST_FINISHED = 30, 10, 10
"""Maps that it is asked of who is in their channel, which may mean asking the chat; rows of the sections."""


def home(call: Call) -> Home:
    """The whole page. Of a map whose channel they are no longer in, nothing is told but that there is one."""
    known = sorted(call.store.maps_of(call.who.tenant, call.who.id), key=lambda line: not line.workshop.open)
    near = [line for line in known[:LOOKED_AT] if _may_see(call, line.workshop)]
    tasks = _tasks(call)
    found = {
        "home.waiting": _waiting(call, near) if near else (),
        "home.mine": _mine(call, tasks) if near or tasks else (),
        "home.open": _maps(call, near, opened=True),
        "home.later": tuple(row(call, line) for line in near if waits(line.workshop)),
        "home.closed": _maps(call, near, opened=False, further=len(known[LOOKED_AT:])),
    }
    unseen = min(len(known), LOOKED_AT) - len(near)
    again = pacing.reminders_again(call)
    told = [call.words.tell("home", maps=len(near) + len(tasks), unseen=unseen)]
    return Home(
        heading=call.plain.say("home.heading"),
        text="\n".join([*told, *([call.say("home.silent")] if again else [])]),
        sections=tuple((call.plain.say(heading), rows) for heading, rows in found.items() if rows),
        buttons=(*((hotspots_button(call),) if near else ()), *again),
        language=call.plain.language,
    )


def _may_see(call: Call, workshop: Workshop) -> bool:
    try:
        replace(call.at(workshop.place), found=workshop).allowed("home")
    except Refusal:
        return False
    return True


def _waiting(call: Call, near: Iterable[MapLine]) -> tuple[Row, ...]:
    calls = (call.on(line.workshop) for line in near)
    rows = [row for at in calls for row in _waiting_in(at)]
    return tuple(rows) or (Row(text=call.say("home.nothing_waits")),)


def _waiting_in(call: Call) -> tuple[Row, ...]:
    """What a workshop waits for or, of a retrospective whose actions they keep an eye on, what is overdue there."""
    if any(wake.person == call.who.id for wake in watch(call.workshop, call.now())):
        return others_overdue(call, call.now().date())
    waits = waiting_for(call.who.id, call.workshop)
    return (pacing.waiting(call, waits),) if waits else ()


def _tasks(call: Call) -> list[Undertaking]:
    """What this person has taken on, of the maps that they may see."""
    tasks = call.store.taken_on(call.who.tenant, mention(call.who.id), most=LOOKED_AT)
    return [task for task in tasks if _may_see(call, task.workshop)]


def _mine(call: Call, tasks: list[Undertaking]) -> tuple[Row, ...]:
    if not tasks:
        return (Row(text=call.say("home.nothing_taken_on")),)
    rows = [_task(call.on(task.workshop), task) for task in tasks[:MOST_TASKS]]
    more = len(tasks) - len(rows)
    return (*rows, *((Row(text=call.say("home.more", count=more)),) if more else ()))


def _task(call: Call, task: Undertaking) -> Row:
    one, workshop = task.improvement, call.workshop
    text = call.say(
        "home.improvement",
        text=short(one.text, 140),
        due=one.due,
        overdue=one.due is not None and one.due < call.now().date(),
        doing=one.status is Status.DOING,
        title=workshop.about.title,
        channel=workshop.place.channel,
    )
    edit = (call.button("edit", one.key),) if workshop.open and may_write(call, one) else ()
    return Row(text=text, buttons=tuple(_here(call, one, button) for button in (*buttons(call, one), *edit)))


def _here(call: Call, one: Improvement, button: Button) -> Button:
    """What is done goes from the page, and the way back with it, so it is asked first."""
    sure = call.plain.say("home.sure", text=short(one.text)) if button.command == "done" else button.confirm
    return replace(button, seen=AT_HOME, confirm=sure)


def _finished(call: Call, line: MapLine) -> Row:
    """A finished map, with who looks after it and when, and the way to say otherwise to who may."""
    plain, at = row(call, line), call.on(line.workshop)
    about, may = at.workshop.about, may_act_as(Role.OWNER, call.who.id, at.workshop) and not at.workshop.looks_back
    if at.workshop.looks_back:
        plain = replace(plain, buttons=(*plain.buttons, *_next_of(at)))
    mine, day = person_in(about.owner) == call.who.id, None if at.workshop.looks_back else about.review_on
    if not mine and not day:
        return plain
    text = call.say("home.upkeep", mine=mine, owner=about.owner, day=day)
    return Row(text=f"{plain.text}\n{text}", buttons=(*plain.buttons, *(upkeep_button(at) if may else ())))


def _next_of(call: Call) -> tuple[Button, ...]:
    """The next retrospective, beside the last one of a channel that is at work on nothing."""
    latest = call.store.latest_in(call.workshop.place)
    return (looking_again(call),) if latest and latest.key == call.workshop.key else ()


def _maps(call: Call, near: Iterable[MapLine], *, opened: bool, further: int = 0) -> tuple[Row, ...]:
    told = row if opened else _finished
    rows = [told(call, line) for line in near if line.workshop.open is opened and not waits(line.workshop)]
    shown = rows if opened else rows[:MOST_FINISHED]
    more = len(rows) - len(shown) + further
    return (*shown, *((Row(text=call.say("home.more_maps", count=more)),) if more else ()))
