"""A map that cannot be drawn in time is told in words, and whoever asked is told why."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.errands.easel import WORK, Easel, Stuck, T
from bot.errands.making import Maker
from bot.errands.port import File, Words
from journeybot.journey import Challenge, JourneyMap
from journeybot.ports import Showable, Showing
from journeybot.wording import Wording
from tests.team import HERE, gathered

TOO_SLOW = "Drawing the map took too long"
ENDLESS = 30_000


class Slow(Easel):
    """On which nothing is done in time."""

    def do(self, work: Callable[..., T], *given: object) -> T:
        raise Stuck("took too long")


def test_a_hostile_map_is_told_in_words_and_the_next_one_is_drawn(tmp_path: Path) -> None:
    easel = Easel(work=0.2)
    try:
        with gathered(tmp_path) as team:
            team.member("ana").asks("start Groceries", template="five_stages")
            team.member("ana").asks("persona", name="Ivo")
            showing = Showing(key="k", place=HERE, workshop=team.workshop.key, kind=Showable.MAP)
            hostile = Maker(team.facilitator, team.store, easel=easel, naming=_crowded, wording=Wording())
            told = hostile.make(showing)
            in_vain = Maker(team.facilitator, team.store, easel=Slow(), naming=_as_it_is, wording=Wording())
            file = in_vain.make(replace(showing, kind=Showable.FILE, what={"format": "pdf"}))
            calm = Maker(team.facilitator, team.store, easel=easel, naming=_as_it_is, wording=Wording())
            easel._work = WORK  # on a slow machine even this one takes a while
            drawn = calm.make(showing)
    finally:
        easel.stop()
    for said in (told, file):
        assert isinstance(said, Words)
        assert said.text.startswith(TOO_SLOW)
        assert "Ivo" in said.text
    assert isinstance(drawn, File)
    assert drawn.data.startswith(b"\x89PNG")


def _as_it_is(_tenant: str, journey: JourneyMap) -> JourneyMap:
    return journey


def _crowded(_tenant: str, journey: JourneyMap) -> JourneyMap:
    notes = (Challenge(key=f"c{at}", position=at, text=f"It hurts again, {at} times") for at in range(ENDLESS))
    return replace(journey, challenges=tuple(notes))
