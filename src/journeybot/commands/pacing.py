"""Setting the pace: a timer and its pause, live or slow, who is asked, and whether somebody wants to be reminded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from journeybot.commands.call import Call, own_form
from journeybot.commands.falling_due import falling_due, others_overdue
from journeybot.forms import Answers, Form, Kind, Unusable
from journeybot.journey import Key
from journeybot.moves import turn
from journeybot.permissions import Standing
from journeybot.reminding import waiting_for
from journeybot.replies import Ask, Button, Reply, Row, Say, Show
from journeybot.sequence import PARTS
from journeybot.steps import dialog_of
from journeybot.steps.desk import field_of, several
from journeybot.timing import longer, paced, paused, timed, untimed
from journeybot.workshop import Pace, Refusal, Step, Who, Workshop

MOST_MINUTES = 120
HOURS = 24
FIVE = 5
OFF, ON, STOP = "off", "on", "stop"


def timer(call: Call) -> list[Reply]:
    """Give the step some minutes, or some more; stop the timer; or, with nothing said, tell what is left."""
    wanted = call.argument.casefold().removesuffix("min").removesuffix("m").strip()
    if not wanted:
        return [Say(text=_left(call), buttons=_timer_buttons(call))]
    if wanted == STOP:
        return _turned(call, call.change(turn(untimed)), "pacing.stopped")
    minutes = _minutes(wanted)
    set_ = longer(minutes, call.now()) if wanted.startswith("+") else timed(minutes, call.now())
    return _turned(call, call.change(turn(set_)), "pacing.set")


def _minutes(wanted: str) -> int:
    digits = wanted.removeprefix("+").strip()
    if not digits.isascii() or not digits.isdecimal() or not 1 <= int(digits[:9]) <= MOST_MINUTES:
        raise Refusal("timer_minutes", most=MOST_MINUTES)
    return int(digits)


def pause(call: Call) -> list[Reply]:
    """Stop the clock and keep what is left; or let it go on with that."""
    now = call.change(turn(paused(call.now())))
    return _turned(call, now, "pacing.set" if now.timer.until else "pacing.paused")


def _turned(call: Call, now: Workshop, sentence: str) -> list[Reply]:
    """The card shows it to everybody; only who typed a command is answered as well."""
    shown = Show(showing=f"card.{now.key}")
    if call.pressed:
        return [shown]
    at = call.on(now)
    said = at.say(sentence, until=now.timer.until, minutes=_minutes_left(at))
    return [shown, Say(text=said, buttons=_timer_buttons(at))]


def _minutes_left(call: Call) -> int:
    return max(-(-call.workshop.timer.seconds(call.now()) // 60), 0)


def _left(call: Call) -> str:
    timer = call.workshop.timer
    if not timer.seconds(call.now()):
        return call.say("pacing.none")
    return call.say("pacing.left" if timer.until else "pacing.paused", until=timer.until, minutes=_minutes_left(call))


def _timer_buttons(call: Call) -> tuple[Button, ...]:
    timer = call.workshop.timer
    if not timer.seconds(call.now()):
        return ()
    going = call.button("pause", label=call.plain.say("buttons.pause" if timer.until else "buttons.resume"))
    return (going, _five_more(call), call.button("timer", STOP, label=call.plain.say("buttons.stop")))


def _five_more(call: Call) -> Button:
    return call.button("timer", f"+{FIVE}", label=call.plain.say("buttons.longer", minutes=FIVE))


def time_up(call: Call) -> Say:
    """What the thread is told, once, when the time of a step is up."""
    return Say(text=call.say("pacing.time_up"), buttons=(call.button("next", style="primary"), _five_more(call)))


def timing(call: Call) -> str:
    """What the card says of the time: a moment and not what is left, so that it stays true without an edit."""
    workshop = call.workshop
    timer = workshop.timer
    if not workshop.open:
        return ""
    if timer.up:
        return call.say("pacing.card.up")
    if timer.until:
        return call.say("pacing.card.until", until=timer.until)
    if timer.left:
        return call.say("pacing.card.paused", minutes=_minutes_left(call))
    return call.say("pacing.card.slow") if workshop.pace is Pace.SLOW else ""


def pace(call: Call) -> list[Reply]:
    """Work at once or over days; with nothing said, tell which."""
    wanted = call.argument.casefold()
    if not wanted:
        slow = call.workshop.pace is Pace.SLOW
        live = call.button("pace", Pace.LIVE, label=call.plain.say("buttons.live"))
        return [Say(text=call.say("pacing.pace", slow=slow), buttons=(live if slow else slowly(call),))]
    if wanted not in set(Pace):
        raise Refusal("no_such_pace")
    now = call.change(turn(paced(Pace(wanted))))
    more = (call.button("invite"),) if now.pace is Pace.SLOW else ()
    return [Show(showing=f"card.{now.key}"), Say(text=call.say(f"pacing.now_{now.pace}"), buttons=more)]


def slowly(call: Call) -> Button:
    """The button that makes a workshop slow."""
    return call.button("pace", Pace.SLOW, label=call.plain.say("buttons.slow"))


def invite(call: Call) -> list[Reply]:
    """Ask who else is counted and asked; whom the command mentions is chosen already."""
    return [Ask(form=invite_form(call))]


def invite_form(call: Call) -> Form:
    """The dialog of who is asked."""
    chosen = tuple(dict.fromkeys((*call.workshop.invited, *call.people)))
    return own_form(call, "invite", (field_of(call.plain, "invite.people", Kind.PEOPLE, initial=chosen or None),))


def invited(call: Call, answers: Answers, _subject: Key) -> list[Reply]:
    """Ask these people, and nobody who was invited before and is not among them."""
    people = tuple(dict.fromkeys(several(answers["people"])))
    for person in people:
        _must_be_there(call, person)
    now = call.change(turn(lambda workshop: replace(workshop, invited=people)))
    return [Show(showing=f"card.{now.key}"), Say(text=call.say("invite.done", count=len(people)))]


def _must_be_there(call: Call, person: str) -> None:
    """Raises Unusable for somebody who could not answer: who is asked must find the channel."""
    standing = call.circle.standing(Who(call.who.tenant, person), call.workshop.place)
    if standing is Standing.UNKNOWN:
        raise Unusable({"people": ("cannot_tell_who", {})})
    if standing is Standing.OUTSIDE:
        raise Unusable({"people": ("not_in_the_channel", {})})


def reminders(call: Call) -> list[Reply]:
    """Whether and when I am reminded: on, off, or the hour."""
    wanted, tenant, person = call.argument.casefold().removesuffix(":00"), call.who.tenant, call.who.id
    wishes = call.store.wished(tenant, person)
    if wanted in {ON, OFF}:
        wishes = replace(wishes, reminders=wanted == ON)
    elif wanted:
        wishes = replace(wishes, reminders=True, hour=_hour(wanted))
    if wanted:
        call.store.wish(tenant, person, wishes)
    return [
        Say(
            text=call.say("reminders.on" if wishes.reminders else "reminders.off", hour=wishes.hour),
            buttons=(reminders_button(call, on=not wishes.reminders),),
        )
    ]


def _hour(wanted: str) -> int:
    if not wanted.isascii() or not wanted.isdecimal() or int(wanted[:9]) >= HOURS:
        raise Refusal("no_such_hour")
    return int(wanted)


def reminders_button(call: Call, *, on: bool) -> Button:
    """The button that turns a person's reminders on or off, wherever it is pressed."""
    label = call.plain.say("buttons.reminders_again" if on else "buttons.no_reminders")
    return replace(call.button("reminders", ON if on else OFF, label=label), workshop="", seen="")


def reminders_again(call: Call) -> tuple[Button, ...]:
    """The button that turns them on, for who has turned them off."""
    wishes = call.store.wished(call.who.tenant, call.who.id)
    return () if wishes.reminders else (reminders_button(call, on=True),)


def reminder(waits: Sequence[tuple[Call, Mapping[str, str]]]) -> Say:
    """What one person is told in private of all that waits for them: a row for each workshop, one for each thing that
    falls due, however often it is called for."""
    first = waits[0][0]
    asked = {call.workshop.key: call for call, what in waits if "step" in what}
    watched = {call.workshop.key: (call, what) for call, what in waits if not {"step", "improvement"} & {*what}}
    due = {what["improvement"]: (call, what) for call, what in waits if "improvement" in what}
    rows = [waiting(call, open_) for call in asked.values() if (open_ := waiting_for(call.who.id, call.workshop))]
    rows += falling_due(list(due.values()))
    rows += [row for call, what in watched.values() for row in others_overdue(call, date.fromisoformat(what["today"]))]
    late = sum(what["due"] < what["today"] for _, what in due.values())
    intro = "intro" if asked else "intro_due" if due else "intro_watch"
    text = first.say(f"reminders.{intro}", count=len(due), overdue=late)
    return Say(text=text, rows=tuple(rows), buttons=(reminders_button(first, on=False),))


def numbered(workshop: Workshop, step: Step) -> dict[str, int]:
    """Which step it is, of how many; one that is not gone through here is the first."""
    steps = PARTS if step in PARTS else workshop.steps
    return {"number": steps.index(step) + 1 if step in steps else 1, "of": len(steps)}


def waiting(call: Call, waits: tuple[str, ...]) -> Row:
    """What a workshop waits for from somebody, with the buttons that answer."""
    workshop = call.workshop
    text = call.say(
        "reminders.waits" if "add" in waits else "reminders.votes",
        title=workshop.about.title,
        channel=workshop.place.channel,
        **numbered(workshop, workshop.step),
        step=call.say(f"{workshop.step}.title"),
        question=call.say(f"{workshop.step}.question"),
    )
    dialog = dialog_of(workshop)  # and not `add`: pressed a week later, it still does what stands on it
    answers = call.button(dialog, label=call.plain.say(f"{workshop.step}.add"), style="primary")
    both = {"add": answers, "vote": call.button("vote")}
    return Row(text=text, buttons=tuple(both[one] for one in waits))
