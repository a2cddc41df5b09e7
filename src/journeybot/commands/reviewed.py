"""What a review came to, in words: what became of each improvement, what to start with, and how it goes."""

from journeybot.commands.call import Call
from journeybot.commands.parts import outcome_of
from journeybot.figures import figures
from journeybot.reviews import has_told, trend
from journeybot.undertakings import PENDING


def reviewed(call: Call, what: dict[str, str]) -> str:
    """The words at the end of a review, of the revision that it gave."""
    earlier, journey = (call.edition(int(what[name])) for name in ("earlier", "revision"))
    number = journey.about.reviews
    pending = {one.key for one in earlier.improvements if one.status in PENDING}
    asked = [one for one in journey.improvements if one.key in pending or has_told(one, number)]
    told = [{**outcome_of(one), "untold": one.status in PENDING and not has_told(one, number)} for one in asked]
    best = figures(journey).start_with
    first = next((one for one in journey.improvements if one.key == best), None)
    done = trend(journey, earlier)
    return call.words.tell("reviewed", told=told, first=first, trend=done, about=journey.about, number=number)
