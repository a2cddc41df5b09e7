"""Sharing: a copy of the map and its story in another channel, by somebody who is in both, kept up to date there."""

from dataclasses import replace

from journeybot.commands.call import Call, own_form
from journeybot.commands.followed import TAKEN_ON
from journeybot.commands.keeping import frozen
from journeybot.commands.reviewing import CALL, OLD_CARD, buttons_under_call
from journeybot.forms import Answers, Form, Kind
from journeybot.journey import Key
from journeybot.permissions import Standing
from journeybot.ports import Showable, Showing
from journeybot.replies import Ask, Button, Reply, Say, Show, TakeDown
from journeybot.revisions import Keep, Why
from journeybot.steps.desk import field_of
from journeybot.story import story
from journeybot.workshop import Place, Refusal

SHARED = "shared"
"""The text of a copy, in `what` of its showing; beside it `with`, the key of its picture, and `by`, whose it is."""


MEND_BY_CHOOSING = frozenset({"shared_here", "not_there", "cannot_tell", "invite_us_there"})
"""What another channel, or another try, may mend."""


def share(call: Call) -> list[Reply]:
    """Post the map and its story in the channel that is named or chosen; asked once."""
    channel = call.argument if call.pressed else next(iter(call.channels), "")
    if not channel:
        return [Ask(form=_unknown(call) if call.argument else share_form(call))]
    try:
        there = _there(call, channel)
    except Refusal as refusal:
        if refusal.why not in MEND_BY_CHOOSING:
            raise
        choose = call.button("share", label=call.plain.say("share.choose"))
        return [Say(text=call.say(f"refusals.{refusal.why}", **refusal.values), buttons=(choose,))]
    if call.pressed:
        return _shared(call, there)
    sure = call.button("share", channel, style="primary", label=call.plain.say("share.submit"))
    return [Say(text=call.say("share.asks", channel=channel, title=call.workshop.about.title), buttons=(sure,))]


def share_form(call: Call) -> Form:
    """The dialog that asks for the channel, and says what will be read there."""
    _must_have_something(call)
    channel = field_of(call.plain, "share.channel", Kind.CHANNEL, required=True)
    form = own_form(call, "share", (channel,))
    return replace(form, intro=call.plain.say("share.picks", title=call.workshop.about.title))


def _unknown(call: Call) -> Form:
    return replace(share_form(call), above=call.plain.say("share.unknown", name=call.argument))


def chosen(call: Call, answers: Answers, _subject: Key) -> list[Reply]:
    """Post them in the channel that was chosen."""
    return _shared(call, _there(call, str(answers["channel"])))


def _shared(call: Call, there: Place) -> list[Reply]:
    return [*_posted(call, there), Say(text=call.say("share.done", channel=there.channel))]


def refresh(call: Call) -> list[Reply]:
    """Put a copy of the map as it is now in the place of one that was shared."""
    old = call.store.showing(call.who.tenant, call.workshop.key, call.argument)
    if old is None or old.what.get("text") != SHARED:
        raise Refusal("gone")
    there = _there(call, old.place.channel)
    now = frozen(call, Keep(why=Why.SHARED))
    if "replaced" in old.what or old.what["revision"] == f"{now.number}":
        return [Say(text=call.say("share.up_to_date", number=now.number))]
    posted = _posted(call, there)
    call.store.show(replace(old, what={**old.what, "replaced": "yes"}))
    return [*_taken_down(call, old), *posted, Say(text=call.say("share.refreshed", number=now.number))]


def _there(call: Call, channel: str) -> Place:
    """The other channel, if this person may show it the map. Raises Refusal: `shared_here`, `not_there`, `cannot_tell`,
    `not_for_visitors`, `nothing_yet`, `invite_us_there`."""
    place = Place(call.who.tenant, channel)
    if place == call.workshop.place:
        raise Refusal("shared_here")
    _must_have_something(call)
    at = call.at(place)
    if at.standing is Standing.OUTSIDE:
        raise Refusal("not_there")
    at.allowed("share")
    if not call.circle.reaches(place):
        raise Refusal("invite_us_there", channel=channel)
    return place


def _must_have_something(call: Call) -> None:
    if not call.workshop.counts.get("stage") and not call.workshop.counts.get("persona"):
        raise Refusal("nothing_yet")


def _posted(call: Call, there: Place) -> list[Reply]:
    """The copy: the picture, and the words with their button."""
    number = f"{frozen(call, Keep(why=Why.SHARED)).number}"
    picture = replace(call.showing(Showable.MAP, what={"revision": number}, in_thread=False), place=there)
    what = {"text": SHARED, "revision": number, "with": picture.key, "by": call.who.id, "to": there.channel}
    words = replace(call.showing(Showable.TEXT, what=what, in_thread=False), place=there)
    for showing in (picture, words):
        call.store.show(showing)
    return [Show(showing=picture.key), Show(showing=words.key)]


def _taken_down(call: Call, words: Showing) -> list[Reply]:
    """All that the old copy left in the channel."""
    picture = call.store.showing(call.who.tenant, call.workshop.key, words.what["with"])
    gone = [TakeDown(place=words.place, message=message) for message in words.messages]
    if picture is not None and picture.file:
        gone.append(TakeDown(place=picture.place, message=picture.message, file=picture.file))
    return [*gone]


def words_of_copy(call: Call, what: dict[str, str]) -> str:
    """What stands beside the shared picture: whose map it is and which revision, its story, and the way back."""
    journey = call.edition(int(what["revision"]), may_read=lambda other: other.place.channel == what.get("to"))
    values = {"title": journey.about.title, "channel": call.workshop.place.channel, "number": journey.kept}
    head = call.say("share.head", **values, day=journey.as_of, person=what["by"])
    return f"{head}\n\n{story(journey, call.words)}\n\n{call.say('share.foot', **values)}"


def buttons_under(call: Call, showing: Showing) -> tuple[Button, ...]:
    """What can be pressed under a text: what was revealed is seen best on the map."""
    if showing.what.get("text") == "reveal":
        return (call.button("map"),)
    if showing.what.get("text") == TAKEN_ON:
        return (call.button("improvements"),)
    if showing.what.get("text") == CALL:
        return buttons_under_call(call, showing.what)
    if showing.what.get("text") == OLD_CARD:
        return (call.button("status"), call.button("map"), call.button("summary"))
    return (call.button("refresh", showing.key),) if showing.what.get("text") == SHARED else ()
