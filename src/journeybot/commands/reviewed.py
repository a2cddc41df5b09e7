"""What a review came to, in words: what became of each improvement, what to start with, and how it goes."""

from journeybot.commands.call import Call
from journeybot.commands.parts import outcome_of
from journeybot.figures import figures
from journeybot.reviews import has_told, trend


def reviewed(call: Call, what: dict[str, str]) -> str:
    """The words at the end of a review, of the revision that it gave."""
    journey = call.edition(int(what["revision"]))
    number = journey.about.reviews
    told = [outcome_of(one) for one in journey.improvements if has_told(one, number)]
    best = figures(journey).start_with
    first = next((one for one in journey.improvements if one.key == best), None)
    return call.words.tell("reviewed", told=told, first=first, trend=trend(journey), about=journey.about, number=number)
