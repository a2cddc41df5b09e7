"""What helped or hurt in no part in particular is said of the whole sprint."""

from pathlib import Path

from journeybot.drawing.layout import layout
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT
from journeybot.exports import FORMATS
from tests.drawing.geometry import all_holds, written
from tests.team import gathered
from tests.test_retrospective import begins, says


def test_it_is_on_the_card_in_the_story_and_in_the_picture(tmp_path: Path) -> None:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        begins(ana)
        says(ana, "Too many meetings", kind="met", part="The whole sprint")
        says(ana, "We sat together", kind="helped", part="The whole sprint")
        ana.types("next anyway")
        assert "➖ Hurt: Too many meetings\n" in team.card()
        journey = team.facilitator.journey("T1", team.workshop.key)
        drawing = layout(journey, LIGHT, measure=Fonts())
        all_holds(drawing)
        assert "Wholesprint" in written(drawing)
        for told in (ana.types("story"), ana.types("summary"), FORMATS["md"].make(journey).decode()):
            assert "Too many meetings" in told
            assert "We sat together" in told
            assert "” ." not in told
