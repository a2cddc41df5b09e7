"""The moves on a step's timer and on the pace. Pure: a workshop in, a workshop out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from journeybot.timer import Timer
from journeybot.workshop import Pace, Refusal, Step, Workshop

Turn = Callable[[Workshop], Workshop]


def timed(minutes: int, now: datetime) -> Turn:
    """Give the step so many minutes from now, whatever was set before."""
    return lambda workshop: replace(workshop, timer=Timer(until=now + timedelta(minutes=minutes)))


def longer(minutes: int, now: datetime) -> Turn:
    """Give the step so many minutes more."""
    return lambda workshop: replace(workshop, timer=workshop.timer.longer(minutes, now))


def paused(now: datetime) -> Turn:
    """Stop the clock and keep what is left, or let it go on with that. Raises Refusal `no_timer`."""

    def turned(workshop: Workshop) -> Workshop:
        timer = workshop.timer
        if not timer.seconds(now):
            raise Refusal("no_timer")
        kept = Timer(left=timer.left or timer.seconds(now))
        return replace(workshop, timer=kept if timer.until else kept.longer(0, now))

    return turned


def untimed(workshop: Workshop) -> Workshop:
    """Set no time any more. Raises Refusal `no_timer`."""
    if workshop.timer == Timer():
        raise Refusal("no_timer")
    return replace(workshop, timer=Timer())


def rung(until: datetime) -> Turn:
    """The time that ended then is up; any other that was set meanwhile goes on."""

    def turned(workshop: Workshop) -> Workshop:
        now = workshop.timer
        return replace(workshop, timer=replace(now, up=True)) if now.until == until else workshop

    return turned


def paced(pace: Pace) -> Turn:
    """From now on at this pace; the minutes of a retrospective's parts are for those who sit together."""

    def turned(workshop: Workshop) -> Workshop:
        ended = workshop.looks_back and pace is Pace.SLOW
        return replace(workshop, pace=pace, timer=Timer() if ended else workshop.timer)

    return turned


MINUTES = {Step.LAST_ACTIONS: 5, Step.MOMENTS: 5, Step.CHALLENGES: 10, Step.IMPROVEMENTS: 10}
"""What the parts of a retrospective are given, half an hour in all; anybody who leads can give more or less."""


def with_its_minutes(workshop: Workshop, now: datetime) -> Workshop:
    """Where a team sits together and looks back, a part that begins has its time."""
    minutes = MINUTES.get(workshop.step) if workshop.looks_back and workshop.pace is Pace.LIVE else None
    return timed(minutes, now)(workshop) if minutes else workshop
