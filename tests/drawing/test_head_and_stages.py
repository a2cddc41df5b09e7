"""The head of a picture and its rows of stages: nothing of a persona is lost, nothing on them has to be guessed."""

from dataclasses import replace

from journeybot.drawing.shapes import Layer
from journeybot.drawing.theme import DARK, LIGHT, contrast
from tests.drawing.geometry import words_in
from tests.drawing.test_marks import drawn, start
from tests.pictures.build import Builder


def test_a_card_has_all_that_a_persona_needs() -> None:
    b, _ = start()
    who = b.persona("Marta", goals=("Dry floor", "No fuss"), needs=("A number", "A day that is kept", "A price"))
    words = words_in(drawn(b.map()), "persona", who)
    assert "Dryfloor·Nofuss" in words
    assert "Anumber·Adaythatiskept·Aprice" in words
    b.persona("Noor", needs=("A way that is long to tell " * 3,) * 3)
    assert "... (in the export)" in " ".join(run.text for run in drawn(b.map()).runs), "what is left out is said"


def test_stages_called_as_the_phases_are_stand_there_once() -> None:
    b = Builder("Phases")
    for name in ("Before", "During", "After"):
        b.stage(name, name.lower())
    assert "phase" not in {cell.kind for cell in drawn(b.map()).cells}


def test_a_stage_of_no_phase_among_others_has_none_of_their_colours() -> None:
    b = Builder("Phases")
    for name, phase in (("One", "before"), ("Two", ""), ("Three", "during")):
        b.stage(name, phase)
    fills = [p.ink.fill for p in drawn(b.map()).shapes if p.ink.layer == Layer.CARD and p.ink.fill]
    assert LIGHT.no_phase in fills
    assert LIGHT.stage[""] not in fills
    assert contrast(LIGHT.no_phase, LIGHT.on_stage) >= 4.5
    assert contrast(DARK.no_phase, DARK.on_stage) >= 4.5


def test_a_lane_of_no_channel_is_called_as_other_lanes_are_unless_there_are_channels() -> None:
    b, here = start()
    b.moment(b.persona("Ana"), here, scores="1")
    journey = b.map()
    left = {run.text: run.x for run in drawn(journey).runs}
    assert left["app"] > left["How it feels"], "beside a sign"
    plain = replace(journey, touchpoints=tuple(replace(one, channel="") for one in journey.touchpoints))
    left = {run.text: run.x for run in drawn(plain).runs}
    assert left["No channel yet"] == left["How it feels"]


def test_the_head_counts_no_changes() -> None:
    b, _ = start()
    journey = b.map()
    changed = replace(journey, about=replace(journey.about, revision=24))
    assert [run.text for run in drawn(changed).runs] == [run.text for run in drawn(journey).runs]


def test_a_team_that_looks_back_has_no_empty_card_of_itself() -> None:
    b = Builder("Sprint 43")
    b.about = {"flavour": "retrospective"}
    b.persona("Our team")
    b.stage("Planning")
    assert "Our team" not in {run.text for run in drawn(b.map()).runs}
    b.persona("The other team", goals=("to be asked",))
    told = {run.text for run in drawn(b.map()).runs}
    assert {"Our team", "The other team"} <= told
