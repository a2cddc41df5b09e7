"""A review of a finished map: begun, interrupted, put off, listed; and the message that calls for it on its date."""

from dataclasses import replace
from datetime import date, timedelta

from journeybot.commands.call import Call
from journeybot.commands.following import way_back
from journeybot.commands.inside import card_for
from journeybot.commands.keeping import frozen
from journeybot.commands.pacing import slowly
from journeybot.moves import turn
from journeybot.people import person_in
from journeybot.permissions import Role, may_act_as
from journeybot.ports import Showable, Showing, ShowState
from journeybot.reminding import SATURDAY, on_a_weekday
from journeybot.replies import ANEW, IN_PLACE, UNASKED, WHILE_THERE, Button, Reply, Row, Say, Show
from journeybot.reviewing import begin, stop
from journeybot.reviews import trend
from journeybot.revisions import Keep, Revision, Why
from journeybot.sequence import RETROSPECTIVE
from journeybot.waking import review_key
from journeybot.workshop import Refusal, Workshop

CALL, CALLED_ON, SEEN = "review", "on", "reviews"
"""The text of the call to a review; in `what` of its showing, the date it is for and how many reviews there were."""

OLD_CARD, ENDED = "old card", "ended"
"""The text that takes the place of the card before; in `what` of its showing, the day on which that work ended."""

NOW, WEEK, NEVER, STOP = "now", "week", "never", "stop"
"""What can be said after the command."""

A_WEEK = timedelta(days=7)


def review(call: Call) -> list[Reply]:
    """Look at the finished map again, now or later or not at all; or interrupt the review that is under way."""
    word, _, on = call.argument.partition(" ")
    if word == STOP:
        return _stopped(call)
    if word in {WEEK, NEVER}:
        return _put_off(call, word, on)
    if word not in {"", NOW}:
        raise Refusal("no_such_review")
    return _begun(call, on)


def _begun(call: Call, on: str) -> list[Reply]:
    workshop = call.workshop
    must_be_finished(workshop)
    taken = call.store.open_in(workshop.place)
    if taken is not None:
        raise Refusal("taken", title=taken.about.title)
    if not any(workshop.counts.values()):
        raise Refusal("nothing_to_review")
    number = workshop.about.reviews + 1
    before = 0 if workshop.review else frozen(call, Keep(why=Why.BEFORE, reason=f"{number}")).number
    now = call.change(begin(before, at=call.now(), by=call.who.id), show=() if workshop.review else _new_card(call))
    said = "reviewing.goes_on" if workshop.review else "reviewing.begun"
    pace = (slowly(replace(call, found=now)),) if now.pace == "live" else ()
    weekend = call.now().weekday() >= SATURDAY
    text = call.say(said, title=now.about.title, before=before, weekend=weekend)
    return [Show(showing=f"card.{now.key}"), *mended(call, on), Say(text=text, buttons=pace)]


def must_be_finished(workshop: Workshop) -> None:
    """Raises Refusal: `review_under_way`, `not_finished`, `looks_back`."""
    if workshop.open and workshop.review:
        raise Refusal("review_under_way", title=workshop.about.title)
    if workshop.open:
        raise Refusal("not_finished", title=workshop.about.title)
    if workshop.looks_back and not workshop.review:
        raise Refusal("looks_back", title=workshop.about.title)


def _new_card(call: Call) -> tuple[Showing, ...]:
    """The old card stays where it is, with its thread, and says so; the review has one of its own, where people look
    now."""
    old = call.store.card_of(call.who.tenant, call.workshop.key)
    fresh = replace(card_for(call, call.workshop), what={ANEW: f"r{call.workshop.about.reviews + 1}"})
    if old is None or not old.message:
        return (fresh,)
    ended = call.workshop.closed_at or call.now()
    what = {"text": OLD_CARD, IN_PLACE: WHILE_THERE, ENDED: f"{ended.date()}"}
    kept = replace(old, key=f"{old.key}.{call.workshop.about.reviews}", kind=Showable.TEXT, what=what)
    return (replace(kept, state=ShowState.DUE, should=old.should + 1, attempts=0, error="", wake_at=None), fresh)


def words_of_old_card(call: Call, what: dict[str, str]) -> str:
    """What stands where the card was before; it stays true when the review is over."""
    return call.say("reviewing.old_card", title=call.workshop.about.title, day=date.fromisoformat(what[ENDED]))


def _stopped(call: Call) -> list[Reply]:
    now = call.change(stop(call.now()))
    again = replace(call, found=now).button("review", label=call.plain.say("buttons.review_on"))
    return [Show(showing=f"card.{now.key}"), Say(text=call.say("reviewing.stopped"), buttons=(again,))]


def _put_off(call: Call, word: str, on: str) -> list[Reply]:
    """Another date, never an earlier one, or none; the message that asked says so in its place."""
    must_be_finished(call.workshop)
    in_a_week = on_a_weekday(call.now().date() + A_WEEK)
    day_set = call.workshop.about.review_on
    if word == WEEK and day_set and day_set > in_a_week:
        return [Say(text=call.say("reviewing.stays", day=day_set))]
    day = in_a_week if word == WEEK else None
    on = on or str(call.workshop.about.review_on)
    now = call.change(turn(lambda workshop: replace(workshop, about=replace(workshop.about, review_on=day))))
    card = Show(showing=f"card.{now.key}")
    answered = mended(call, on)
    if call.pressed and answered and day:
        return [card, *answered]
    text = call.say("reviewing.put_off" if day else "reviewing.never", day=day)
    return [card, *answered, Say(text=text, buttons=way_back(call.on(now)) if day != day_set else ())]


def mended(call: Call, on: str) -> list[Reply]:
    """The message that called on that date, brought up to date."""
    at = call.workshop.about.review_on
    key = review_key(call.workshop).removesuffix(f"{at}") + (on or f"{at}")
    found = call.store.showing(call.who.tenant, call.workshop.key, key)
    if found is None or found.state is not ShowState.SHOWN:
        return []
    call.store.show(replace(found, state=ShowState.DUE, should=found.should + 1, wake_at=None, attempts=0))
    return [Show(showing=key)]


def called_back(call: Call) -> Showing:
    """The message in which a channel is asked, on the date that was set, whether to look at its map again. Whoever
    looks after the map is told if it cannot be posted: else nobody would miss it."""
    about, leads = call.workshop.about, call.workshop.facilitators
    what = {"text": CALL, CALLED_ON: f"{about.review_on}", SEEN: f"{about.reviews}", IN_PLACE: "yes", UNASKED: "yes"}
    asked = call.showing(Showable.TEXT, what=what, in_thread=False)
    return replace(asked, key=review_key(call.workshop), asked_by=person_in(about.owner) or next(iter(leads), ""))


def words_of_call(call: Call, what: dict[str, str]) -> str:
    """What the message says: it asks or, once somebody has answered, what they decided."""
    about = call.workshop.about
    said = {"title": about.title, "owner": about.owner, "day": about.review_on, "since": call.workshop.closed_at}
    return call.say(f"reviewing.call.{_stands(call.workshop, what)}", **said)


def _stands(workshop: Workshop, what: dict[str, str]) -> str:
    if workshop.about.reviews > int(what[SEEN]):
        return "reviewed"
    if workshop.open:
        return "under_way" if workshop.review else "reopened"
    if workshop.about.review_on is None:
        return "never"
    return "asks" if f"{workshop.about.review_on}" == what[CALLED_ON] else "put_off"


def buttons_under_call(call: Call, what: dict[str, str]) -> tuple[Button, ...]:
    """What can still be decided."""
    stands, on = _stands(call.workshop, what), what[CALLED_ON]
    now = call.button("review", f"{NOW} {on}", label=call.plain.say("buttons.review_now"), style="primary")
    week = call.button("review", f"{WEEK} {on}", label=call.plain.say("buttons.review_in_a_week"))
    sure = call.plain.say("reviewing.sure", title=call.workshop.about.title)
    never = call.button("review", f"{NEVER} {on}", label=call.plain.say("buttons.review_never"), confirm=sure)
    offered = {"asks": (now, week, never), "put_off": (now, never), "never": (now, week)}
    return offered.get(stands, ())


def looking_again(call: Call) -> Button:
    """How a finished map is looked at again: in a review or, of a retrospective, in the next one, which opens with what
    was taken on."""
    if not call.workshop.looks_back:
        return call.button("review")
    return call.button("start", RETROSPECTIVE, label=call.plain.say("buttons.start_next"))


def reviews(call: Call) -> list[Reply]:
    """The reviews of the map: when each was, the revision it gave, and what has become of the last improvements."""
    known = call.store.revisions(call.who.tenant, call.workshop.key)
    rows = tuple(_row(call, one, known) for one in known if one.why is Why.REVIEWED)
    last = next((_before(one, known) for one in known if one.why is Why.REVIEWED), 0)
    done = trend(call.shown(), call.edition(last))
    told = {"count": len(rows), "done": done.done, "of": done.of, "day": call.workshop.about.review_on}
    text = call.say("reviewing.heading" if rows else "reviewing.none_yet", **told)
    leads = not call.workshop.open and may_act_as(Role.OWNER, call.who.id, call.workshop)
    return [Say(text=text, rows=rows, buttons=(looking_again(call),) if leads else ())]


def _before(one: Revision, known: tuple[Revision, ...]) -> int:
    return max((other.number for other in known if other.number < one.number), default=0)


def _row(call: Call, one: Revision, known: tuple[Revision, ...]) -> Row:
    """What it was compared with is the revision before it that was kept as it began, or the last one then."""
    before = _before(one, known)
    text = call.say("reviewing.row", review=one.reason, day=one.at.date(), number=one.number)
    sides = (call.button("compare", f"r{before} r{one.number}"),) if before else ()
    return Row(text=text, buttons=(call.button("map", f"r{one.number}"), *sides))
