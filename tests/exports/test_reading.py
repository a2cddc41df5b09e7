"""Whatever file somebody hands us: a journey, or one sentence that says why not, where, and what to do."""

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeybot.exports import Unreadable, example_journey, read_journey
from journeybot.exports.document import to_document, to_json
from journeybot.exports.unreadable import path
from journeybot.journey import JourneyMap
from journeybot.wording import Markup, Wording
from tests.drawing.maps import maps as wild_maps
from tests.examples import examples

EXAMPLE = to_document(example_journey())


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_journey(data)
    return str(caught.value)


def slipped(change: Callable[[dict[str, Any]], None]) -> str:
    """What is said of our example after one change to it."""
    document = json.loads(json.dumps(EXAMPLE))
    change(document)
    return refused(json.dumps(document).encode())


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\xff\xd8\xff\xe0 a picture", "This is a picture"),
        (b"\x00\x01\x02", "not a text file"),
        (b'{"format": "journeybot/1",\n "about": {,}}', "line 2, column 12"),
        (b"[" * 30 + b"]" * 30, "more than 20 levels"),
        (b"[" * 100_000, "more than 20 levels"),
        (b"[1, 2]", "not a journey"),
        (b'"journeybot/1"', "not a journey"),
        (b'{"title": "A map"}', "not a journey"),
        (b'{"format": ["journeybot/1"]}', "not a journey"),
        (b'{"format": "journeybot/2"}', "Bring journeybot up to date"),
        (b'{"format": "journeybot/1", "participants": NaN}', "NaN"),
        (b'{"format": "journeybot/1", "participants": ' + b"9" * 5000 + b"}", "thousands of digits"),
        (b" " * 1_000_001, "1001 kB, and 1000 kB is the most"),
        (b'{"format": "journeybot/1"}', "$.about is missing"),
        (b'{"format": "journey-example/1"}', "$.personas is empty"),
        (b'{"format": "journey-example/1", "personas": {"a": 1}}', "$.personas should be a list"),
        (b'{"format": "journey-example/1", "personas": [4]}', "$.personas[0] should be an object"),
    ],
    ids=str,
)
def test_a_file_that_is_no_journey_is_told_why(data: bytes, says: str) -> None:
    sentence = refused(data)
    assert says in sentence
    assert "\n" not in sentence


def test_a_byte_order_mark_does_not_hurt() -> None:
    assert read_journey(b"\xef\xbb\xbf" + to_json(example_journey())) == example_journey()


def test_an_unknown_entry_is_named_with_its_place() -> None:
    sentence = slipped(lambda d: d["personas"][1].update({"favourite colour": "blue"}))
    assert sentence.startswith("$.personas[1]['favourite colour'] is not something a journey has.")


def test_a_word_that_is_not_offered_is_answered_with_those_that_are() -> None:
    sentence = slipped(lambda d: d["improvements"][0].update(status="started"))
    assert sentence.startswith("$.improvements[0].status should be one of open, doing, done, dropped or carried.")


def test_a_day_that_does_not_exist_is_refused() -> None:
    assert "$.about.review_on should be a date" in slipped(lambda d: d["about"].update(review_on="2026-02-30"))


def test_a_reference_to_nothing_says_what_is_missing() -> None:
    sentence = slipped(lambda d: d["touchpoints"][3].update(stage="nowhere"))
    assert "$.touchpoints[3].stage names “nowhere”" in sentence


def test_two_things_with_one_key_are_refused() -> None:
    sentence = slipped(lambda d: d["challenges"][1].update(key=d["personas"][0]["key"]))
    assert "$.challenges[1].key is “marta”" in sentence


def test_other_places_that_need_a_look_are_counted() -> None:
    def twice(document: dict[str, Any]) -> None:
        document["stages"][0]["name"] = 1
        document["stages"][1]["name"] = 2
        document["stages"][2]["name"] = 3

    assert slipped(twice).endswith("(2 more places need a look.)")


def test_more_than_500_of_what_people_write_by_hand_is_too_much() -> None:
    many = [{"key": f"k{n}", "name": "Stage"} for n in range(501)]
    assert slipped(lambda d: d.update(stages=many)).startswith("$.stages has 501 items, and 500 is the most")


def test_more_than_500_scores_are_an_ordinary_workshop() -> None:
    row = EXAMPLE["scores"][0]
    document = {**EXAMPLE, "scores": [{**row, "key": f"score{n}"} for n in range(2000)]}
    assert len(read_journey(json.dumps(document).encode()).scores) == 2000


def test_what_a_file_says_is_repeated_harmless_and_short() -> None:
    html = Markup(escape=lambda text: text.replace("<", "&lt;"), bold=str, mention=str)
    error = Unreadable("nothing_there", where="$.stages[0]", found="<!channel>" + "x" * 500)
    assert "“&lt;!channel>xxx" in error.sentence(Wording(markup=html))
    assert len(error.sentence(Wording(markup=html))) < 200


def test_owners_of_a_foreign_file_are_no_mentions() -> None:
    document = json.loads(json.dumps(EXAMPLE))
    document["about"]["owner"] = document["improvements"][0]["owner"] = "<@U024BE7LH>"
    read = read_journey(json.dumps(document).encode())
    assert (read.about.owner, read.improvements[0].owner) == ("@U024BE7LH", "@U024BE7LH")


def test_a_path_can_be_followed() -> None:
    assert path(("personas", 2, "name")) == "$.personas[2].name"
    assert path(()) == "$"


@examples(10)
@given(wild_maps())
def test_whatever_was_typed_an_export_can_be_read_and_exported_again(journey: JourneyMap) -> None:
    once = to_json(read_journey(to_json(journey)))
    assert to_json(read_journey(once)) == once


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@examples(40)
@given(st.sampled_from(["journeybot/1", "journey-example/1"]), st.integers(0, 2**32), JSON)
def test_a_damaged_file_is_read_or_refused_but_never_breaks(form: str, seed: int, junk: Any) -> None:
    document = json.loads(json.dumps(EXAMPLE)) if form == "journeybot/1" else neutral()
    dice = random.Random(seed)
    place: Any = document
    while dice.random() < 0.8 and isinstance(place, dict | list) and place:
        key = dice.choice(list(place)) if isinstance(place, dict) else dice.randrange(len(place))
        if not isinstance(place[key], dict | list) or dice.random() < 0.3:
            place[key] = junk
            break
        place = place[key]
    try:
        read = read_journey(json.dumps(document).encode())
    except Unreadable as error:
        said = str(error)
    else:
        said = read.about.title or "untitled"
    assert said


def neutral() -> dict[str, Any]:
    touchpoint = {
        "id": "t1",
        "name": "Desk",
        "channel": "person",
        "action": "Asks",
        "moment_of_truth": False,
        "importance_to_customer": 3,
        "emotion": {"p1": 1},
        "challenges": [{"id": "c1", "text": "Slow", "kind": "met", "personas": ["p1"], "severity": 2}],
        "improvements": [{"id": "i1", "text": "Faster", "addresses": ["c1"], "impact": 4, "due": "2026-03-01"}],
    }
    return {
        "format": "journey-example/1",
        "title": "A visit",
        "state": "as-is",
        "personas": [{"id": "p1", "name": "Ada", "age": 40, "goals": ["in and out"]}],
        "stages": [{"id": "s1", "name": "Go", "touchpoints": [touchpoint]}],
        "kpis": [{"name": "Visits", "value": 3, "period": "2026", "stage": "s1", "better": "higher"}],
    }
