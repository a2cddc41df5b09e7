"""Our own file keeps the whole map, names nobody, and changes only where the map did."""

import difflib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from journeybot.exports import FORMATS, example_journey, read_journey
from journeybot.exports.document import as_exported, from_document, to_document, to_json
from journeybot.exports.shape import FORMAT
from journeybot.journey import LISTS, About, Challenge, JourneyMap, Persona, Score, Stage, Touchpoint, Vote
from tests.examples import examples
from tests.exports.maps import PEOPLE, maps
from tests.exports.small import SMALL

GOLDEN = Path(__file__).parent / "golden"


@examples(20)
@given(maps())
def test_any_map_comes_back_as_it_went(journey: JourneyMap) -> None:
    back = from_document(to_document(journey))
    assert back == as_exported(journey)
    assert to_json(back) == to_json(journey)


@examples(15)
@given(maps())
def test_a_file_names_nobody_who_scored_voted_or_wrote(journey: JourneyMap) -> None:
    file = to_json(journey).decode()
    assert not [person for person in PEOPLE if person and person in file]


def felt(*scores: tuple[str | None, int], votes: tuple[str, ...] = ()) -> JourneyMap:
    """One persona at one touchpoint; scores and votes by person."""
    return JourneyMap(
        about=About(key="m", title="Queue"),
        personas=(Persona(key="p", name="Ada"),),
        stages=(Stage(key="s", name="Wait"),),
        touchpoints=(Touchpoint(key="t", stage="s", name="Queue", author="U1"),),
        challenges=(Challenge(key="c", text="Long", touchpoint="t", author="U2"),),
        scores=tuple(
            Score(key=f"s{n}", author=who, persona="p", touchpoint="t", value=value)
            for n, (who, value) in enumerate(scores)
        ),
        votes=tuple(Vote(key=f"v{n}", author=who, on="c") for n, who in enumerate(votes)),
    )


def test_the_same_person_has_the_same_label_for_scores_and_votes() -> None:
    read = from_document(to_document(felt(("U9", 1), ("U3", -1), (None, 0), votes=("U3", "U7"))))
    assert [s.author for s in read.scores] == ["participant 1", "participant 2", None]
    assert [v.author for v in read.votes] == ["participant 2", "participant 3"]


def test_labels_of_a_file_stay_when_people_join_in_afterwards() -> None:
    read = from_document(to_document(felt(("participant 2", 1), ("U3", -1), ("U4", 2))))
    assert [s.author for s in read.scores] == ["participant 2", "participant 1", "participant 3"]


def test_who_wrote_a_note_is_left_out() -> None:
    read = from_document(to_document(felt(("U1", 1))))
    assert [note.author for note in (*read.touchpoints, *read.challenges)] == [None, None]


def test_a_changed_score_is_one_changed_line() -> None:
    before, after = felt(("U1", 1), ("U2", 1), ("U3", 1)), felt(("U1", 1), ("U2", 1), ("U3", 2))
    rest = '"author": "participant 3", "persona": "p", "touchpoint": "t", "value": '
    was, now = changed(before, after)
    assert was.endswith(f"{rest}1}}")
    assert now == f"+{was[1:-2]}2}}"


def test_nobody_can_be_found_out_by_the_key_of_a_score_or_a_dot() -> None:
    journey = felt(("U1", 1), ("U2", 1), (None, 2), (None, 2))
    known = {note.key for note in journey.scores}
    written = json.loads(to_json(journey))["scores"]
    assert len({row["key"] for row in written}) == 4
    assert not known & {row["key"] for row in written}
    assert to_json(read_journey(to_json(journey))) == to_json(journey)


def test_a_new_touchpoint_leaves_all_other_lines_alone() -> None:
    journey = felt()
    longer = replace(journey, touchpoints=(Touchpoint(key="new", stage="s", name="Door"), *journey.touchpoints))
    lines = changed(journey, longer)
    assert [line for line in lines if line.startswith("-")] == []
    assert len(lines) == 5
    assert [line.strip(" +,") for line in lines if ":" in line] == ['"key": "new"', '"stage": "s"', '"name": "Door"']


def changed(before: JourneyMap, after: JourneyMap) -> list[str]:
    """The lines that `git diff` would show, without the figures."""
    old, new = (to_json(one).decode().split('"figures"')[0].splitlines() for one in (before, after))
    return [line for line in difflib.ndiff(old, new) if line[0] in "+-"]


def test_the_order_of_keys_is_that_of_the_nouns() -> None:
    document = to_document(example_journey())
    assert [*document] == [
        *("format", "about", "participants", "as_of", "personas", "stages", "touchpoints", "moments", "scores"),
        *("challenges", "evidence", "improvements", "votes", "measures", "responses", "figures"),
    ]
    assert [*document["challenges"][0]] == ["key", "text", "touchpoint", "pain", "need", "severity"]


def test_words_of_every_script_can_be_read_in_the_file() -> None:
    file = to_json(replace(felt(), about=About(key="m", title="顾客 العميل 👩‍👩‍👧"))).decode()
    assert '"title": "顾客 العميل 👩‍👩‍👧"' in file


def test_figures_are_for_readers_and_never_read() -> None:
    document = to_document(felt(("U1", 1)))
    assert document["figures"]["felt"]["p"]["mean"] == 1
    document["figures"] = {"felt": "nonsense"}
    assert from_document(document).scores[0].value == 1


def test_what_hangs_on_nothing_is_left_out_so_that_every_export_can_be_read() -> None:
    lost = Score(key="lost", author="U1", persona="gone", touchpoint="t", value=1)
    journey = felt(("U1", 1))
    broken = replace(
        journey, scores=(*journey.scores, lost), touchpoints=(replace(journey.touchpoints[0], next="gone"),)
    )
    read = read_journey(to_json(broken))
    assert [(s.persona, s.value) for s in read.scores] == [("p", 1)]
    assert read.touchpoints[0].next is None


def test_the_example_is_written_as_journeybot_writes() -> None:
    journey = example_journey()
    assert json.loads(to_json(journey)) == to_document(journey)
    assert read_journey(to_json(journey)) == journey


RELEASED = sorted((Path(__file__).parent / "released").glob("*.json"))
"""A file of every version of our format that ever left us. They are never changed; a new version adds one."""


def test_there_is_a_file_of_the_present_version() -> None:
    assert FORMAT.replace("/", "-") in [path.stem for path in RELEASED]


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_every_version_ever_released_can_be_read(path: Path) -> None:
    journey = read_journey(path.read_bytes())
    assert all(getattr(journey, name) for name in LISTS.values()), "it has a note of every kind"
    assert (journey.about.title, journey.participants, journey.as_of) == ("My washing machine", 2, date(2026, 11, 20))
    assert [score.value for score in journey.scores] == [-2, -1, 1]
    assert journey.measures[0].series == (("2026", 12.5), ("2027", 8.0))
    assert journey.improvements[0].challenges == (journey.challenges[0].key,)
    assert read_journey(to_json(journey)) == journey


@pytest.mark.parametrize("name", ["json", "md"])
def test_the_file_is_as_agreed(name: str) -> None:
    assert FORMATS[name].make(SMALL).decode() == (GOLDEN / f"small.{name}").read_text("utf-8")
