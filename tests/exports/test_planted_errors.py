"""Every mistake in a file that is brought in is told where it stands; what is only too much is told with how much."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from journeybot.exports import FORMATS, read_journey
from journeybot.exports.imports import bring
from journeybot.exports.unreadable import Unreadable
from journeybot.journey import JourneyMap, Response, Stage, Touchpoint
from tests.exports import journeys
from tests.exports.small import SMALL

INTO = replace(
    SMALL,
    stages=(Stage(key="s", name="It stops"), Stage(key="u", name="Wait")),
    touchpoints=(Touchpoint(key="t", stage="s", name="Error code"), Touchpoint(key="w", stage="u", name="Hotline")),
)


def wrong(text: str, into: JourneyMap = INTO) -> list[str]:
    """What somebody reads about a file."""
    return [str(trouble) for trouble in bring(text.encode(), into)[1].troubles]


MEASURES = "measure,when,value,stage,touchpoint,better,target\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Waiting,2026,,Wait,,,", "Row 3, column “value”: nothing stands there"),
        ("Waiting,2026,long,Wait,,,", "Row 3, column “value”: “long” should be a number"),
        ("Waiting,soon,4,Wait,,,", "Row 3, column “when”: “soon” should be a year"),
        (",2026,4,Wait,,,", "Row 3, column “measure”: nothing stands there"),
        ("Waiting,2026,4,Wayt,,,", "Row 3, column “stage”: nothing in the file or on the map is called “Wayt”."),
        ("Waiting,2026,4,,Hotlime,,", "is called “Hotlime”. Is “Hotline” meant?"),
        ("Waiting,2026,4,Wait,Error code,,", "Row 3, column “touchpoint”: nothing in the file or on the map"),
        ("Waiting,2026,4,Wait,,more,", "Row 3, column “better”: “more” should be one of higher, lower"),
        ("Waiting,2026,4,Wait,,,ten", "Row 3, column “target”: “ten” should be a number"),
        ("Waiting,2026,inf,Wait,,,", "Row 3, column “value”: “inf” should be a number"),
    ],
)
def test_a_mistake_among_measures_is_told_by_its_row_and_column(row: str, said: str) -> None:
    (told,) = wrong(f"{MEASURES}Waiting,2025,3,Wait,,,\n{row}\n")
    assert said in told


def test_every_row_of_measures_with_a_mistake_is_told() -> None:
    rows = "\n".join(f"Waiting,2026-Q{n},x,Wait,,," for n in range(1, 5))
    assert [one.split(",")[0] for one in wrong(MEASURES + rows)] == ["Row 2", "Row 3", "Row 4", "Row 5"]


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ("Ask the cat", "Line 4: “Ask the cat” has no score."),
        ("Ask the cat: six: Me", "Line 4: “six” should be a score from 1 to 5"),
        ("Ask the cat: 6: Me", "Line 4: “6” should be a score from 1 to 5"),
        ("Ask the cat: 0: Me", "Line 4: “0” should be a score from 1 to 5"),
        ("Ask the cat: -1: Me", "Line 4: “-1” should be a score from 1 to 5"),
    ],
)
def test_a_mistake_in_a_diagram_is_told_by_its_line(task: str, said: str) -> None:
    (told,) = wrong(f"journey\n  %% a remark\n  section Wait\n  {task}\n  Hang up: 3: Me\n")
    assert told.startswith(said)


def ojf(change: Callable[[dict[str, Any]], Any]) -> str:
    """A sound file of our own with one thing changed."""
    document = json.loads(FORMATS["ojf"].make(SMALL))
    change(document)
    return json.dumps(document)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d["nodes"][1].update(stageId="nowhere"), "$.nodes[1].stageId names “nowhere”, which is not in"),
        (lambda d: d["nodes"][0].update(score=6), "$.nodes[0].score is 6"),
        (lambda d: d["nodes"][0].update(score="good"), "$.nodes[0].score should be a number"),
        (lambda d: d["nodes"][2].update(title=[["a"]]), "$.nodes[2].title should be text"),
        (lambda d: d["nodes"][0].pop("stageId"), "$.nodes[0].stageId"),
        (lambda d: d["nodes"].insert(1, "a node"), "$.nodes[1] should be an object in { }"),
        (lambda d: d["stages"][1].update(name={"a": 1}), "$.stages[1].name should be text"),
        (lambda d: d["swimlanes"][0].update(name=[{}]), "$.swimlanes[0].name should be text"),
    ],
)
def test_a_mistake_in_an_ojf_file_is_told_by_its_path(change: Callable[[dict[str, Any]], Any], said: str) -> None:
    (told,) = wrong(ojf(change))
    assert told.startswith(said)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Error cod3x: nobody says why", "Line 3: there is no “Error cod3x” on the map."),
        ("[hurtss]", "Line 3: “[hurtss]” is no heading; these are: [personas], [stages]"),
        ("Hotline", "Line 3 names no place: “Hotline”."),
    ],
)
def test_a_mistake_on_a_sheet_is_told_by_its_line(line: str, said: str) -> None:
    (told,) = wrong(f"[hurts]\nError code: nobody says why\n{line}\n")
    assert said in told


def test_every_node_of_an_ojf_file_with_a_mistake_is_told() -> None:
    told = wrong(ojf(lambda d: [node.update(stageId="x") for node in d["nodes"]]))
    assert [one.split(".stageId")[0] for one in told] == [f"$.nodes[{n}]" for n in range(7)]


def counted(count: int) -> dict[str, str]:
    """A file of each kind that is no JSON, with so many notes written by hand."""
    tasks = "".join(f"Step {n}: 3: Me\n" for n in range(count))
    rows = "".join(f"challenge,Error code,It hurts {n}\n" for n in range(count))
    values = "".join(f"Waiting {n},2026,{n}\n" for n in range(count))
    hurts = "".join(f"Error code: it hurts {n}\n" for n in range(count))
    return {
        "mermaid": f"journey\nsection Wait\n{tasks}",
        "notes": f"kind,touchpoint,text\n{rows}",
        "measures": f"measure,when,value\n{values}",
        "lines": f"[hurts]\n{hurts}",
        "ojf": ojf(lambda d: d.update(nodes=[_node(n) for n in range(count)])),
    }


def _node(n: int) -> dict[str, object]:
    return {"id": f"n{n}", "stageId": "s", "swimlaneId": "touchpoints", "purpose": "touchpoint", "title": f"T{n}"}


@pytest.mark.parametrize("name", counted(0))
def test_500_of_a_kind_are_read(name: str) -> None:
    kind, brought = bring(counted(500)[name].encode(), INTO)
    assert (kind.name, brought.troubles) == (name, ())
    assert 500 in {len(brought.journey.touchpoints), len(brought.journey.challenges), len(brought.journey.measures)}


@pytest.mark.parametrize("name", counted(0))
def test_501_of_a_kind_are_too_many_and_it_is_said_how_many(name: str) -> None:
    try:
        told = wrong(counted(501)[name])
    except Unreadable as error:
        told = [str(error)]
    assert re.search("more than 500|501 .*500 is the most", " ".join(told))


@pytest.mark.parametrize(("levels", "sound"), [(20, True), (21, False)])
def test_an_ojf_file_is_20_levels_deep_at_most(levels: int, *, sound: bool) -> None:
    deep: Any = "bottom"
    for _ in range(levels - 1):
        deep = [deep]
    if sound:
        assert wrong(ojf(lambda d: d.update(more=deep))) == []
    else:
        with pytest.raises(Unreadable, match="more than 20 levels"):
            wrong(ojf(lambda d: d.update(more=deep)))


TABLE = "touchpoint,persona,score\nMüde Hände,Renée,2\n"
HANDS = replace(
    SMALL,
    personas=(replace(SMALL.personas[0], name="Renée"),),
    touchpoints=(Touchpoint(key="t", stage="s", name="Müde Hände"),),
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_unicode_is_read_without_a_word(encoding: str) -> None:
    _, brought = bring(TABLE.encode(encoding), HANDS)
    assert (brought.troubles, brought.remarks) == ((), ())
    assert [score.value for score in brought.journey.scores] == [2]


def test_latin_1_is_read_and_it_is_said() -> None:
    _, brought = bring(TABLE.encode("latin-1"), HANDS)
    assert (brought.troubles, brought.remarks) == ((), (("import.remarks.latin", {}),))
    assert [score.value for score in brought.journey.scores] == [2]


@pytest.mark.parametrize("path", journeys.every())
def test_a_published_example_is_brought_in_whole(path: Any) -> None:
    expected = journeys.told(path)
    kind, brought = bring(path.read_bytes())
    assert (kind.name, brought.troubles) == ("example", ())
    assert [stage.name for stage in brought.journey.stages] == [stage["name"] for stage in expected["stages"]]
    assert brought.journey == read_journey(path.read_bytes())


@pytest.mark.parametrize(("scale", "value", "most"), [("csat", 6, 5), ("nps", 11, 10), ("ces", 10**12, 7)])
def test_a_customers_answer_that_its_scale_does_not_have_is_told(scale: Any, value: int, most: int) -> None:
    answer = Response(key="a", touchpoint="t", scale=scale, value=value, given_on=date(2026, 5, 2))
    planted = replace(SMALL, responses=(answer,))
    for name in ("json", "csv"):
        (told,) = wrong(FORMATS[name].make(planted).decode())
        assert f"should be from {0 if scale == 'nps' else 1} to {most}" in told
        assert str(value) in told
