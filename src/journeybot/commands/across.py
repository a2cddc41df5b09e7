"""Across maps: where it hurts customers in all the maps that somebody may see, told to them alone."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from journeybot.commands.call import Call
from journeybot.commands.followed import told
from journeybot.commands.following import buttons_for
from journeybot.hotspots import Hotspots, Late, hotspots
from journeybot.journey import JourneyMap, Key
from journeybot.ports import MapLine
from journeybot.replies import Button, Reply, Row, Say, staying
from journeybot.story import Phrases
from journeybot.story.tidy import aired
from journeybot.workshop import Place, Refusal

MOST_CHANNELS = 20
"""Of which it is asked who is in them: that may mean asking the chat, and an answer is waited for."""

MOST_MAPS = 60
"""Maps that are read; those changed last."""

MOST_LOW, MOST_REPEATED, MOST_LATE, MOST_ON = 7, 5, 10, 5


def across(call: Call) -> list[Reply]:
    """The lowest touchpoints, the pains that several maps tell of, and what is overdue. Of other maps nothing is told,
    not even that there are any. How a team felt in its own sprints is no customer's pain: that stays where it is."""
    seen = [*_visible(call)]
    maps = {at.workshop.about.key: at for at in seen if not at.workshop.looks_back}
    aside = len(seen) > len(maps)
    shown = [at.shown() for at in maps.values()]
    found = hotspots(shown, call.now().date())
    hiding = sum(one.hidden > 0 for one in shown)
    only = _where(shown[0], maps) if len(shown) == 1 else None
    told = {"maps": len(maps), "only": only, "hiding": hiding, "aside": aside, "late": len(found.late)}
    text = aired(call.words.tell("across", p=Phrases(call.words), **told, **_first(found, maps)))
    rows = tuple(_row(maps[one.journey.about.key], one, named=only is None) for one in found.late[:MOST_LATE])
    return [Say(text=text, rows=(*rows, *_on(call, found, maps)))]


def _first(found: Hotspots, maps: Mapping[Key, Call]) -> dict[str, object]:
    """What is told, each with the maps (title and channel) where it is."""
    return {
        "low": [(one, _where(one.journey, maps)) for one in found.low[:MOST_LOW]],
        "more_low": max(0, len(found.low) - MOST_LOW),
        "repeated": [(one, [_where(it, maps) for it in one.journeys]) for one in found.repeated[:MOST_REPEATED]],
        "more_repeated": max(0, len(found.repeated) - MOST_REPEATED),
        "more_late": max(0, len(found.late) - MOST_LATE),
    }


def _where(journey: JourneyMap, maps: Mapping[Key, Call]) -> tuple[str, str]:
    return journey.about.title, maps[journey.about.key].workshop.place.channel


def _row(at: Call, late: Late, *, named: bool) -> Row:
    text = told(at, late.improvement, title=named, channel=named)
    return Row(text=text, buttons=buttons_for(at, late.improvement))


def _on(call: Call, found: Hotspots, maps: Mapping[Key, Call]) -> tuple[Row, ...]:
    """What leads on: the maps that were told of, each with its picture and what its channel has taken on."""
    low, repeated, late = found.low[:MOST_LOW], found.repeated[:MOST_REPEATED], found.late[:MOST_LATE]
    journeys = (
        *(it.journey for it in low),
        *(one for it in repeated for one in it.journeys),
        *(it.journey for it in late),
    )
    told = [maps[key] for key in dict.fromkeys(journey.about.key for journey in journeys)][:MOST_ON]
    rows = tuple(
        Row(
            text=call.say("across.map", title=at.workshop.about.title, channel=at.workshop.place.channel),
            buttons=staying(at.button("map"), at.button("improvements")),
        )
        for at in told
    )
    return (Row(text=call.say("across.on")), *rows) if rows else ()


def _visible(call: Call) -> Iterator[Call]:
    """A call about each map of the workspace whose channel this person is in now: theirs first, then what was changed
    last. Who is in a channel is asked once for all its maps."""
    own = call.store.maps_of(call.who.tenant, call.who.id)
    known = {line.workshop.key: line for line in (*own, *call.store.maps_across(call.who.tenant, most=MOST_MAPS))}
    near = _in_channels([*known.values()])
    for place in [*near][:MOST_CHANNELS]:
        at = call.at(place)
        yield from (replace(at, found=line.workshop) for line in near[place] if _may_see(at, line))


def _in_channels(lines: list[MapLine]) -> dict[Place, list[MapLine]]:
    near: dict[Place, list[MapLine]] = {}
    for line in lines[:MOST_MAPS]:
        near.setdefault(line.workshop.place, []).append(line)
    return near


def _may_see(at: Call, line: MapLine) -> bool:
    try:
        replace(at, found=line.workshop).allowed("summary")
    except Refusal:
        return False
    return True


def hotspots_button(call: Call) -> Button:
    """The button of a person's own page."""
    return replace(call.button("hotspots"), workshop="", seen="")
