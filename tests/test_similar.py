"""What sounds alike is offered for merging, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeybot.journey import Challenge
from journeybot.similar import alike


def said(*texts: str, stage: str | None = None, touchpoint: str | None = None) -> list[Challenge]:
    """Challenges of these texts, in this order."""
    return [
        Challenge(key=f"c{at}", position=at, text=text, stage=stage, touchpoint=touchpoint)
        for at, text in enumerate(texts, 1)
    ]


def offered(*texts: str, stage: str | None = None, touchpoint: str | None = None) -> list[tuple[str, str]]:
    """The pairs that would be offered, as texts."""
    return [(pair.first.text, pair.second.text) for pair in alike(said(*texts, stage=stage, touchpoint=touchpoint))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Long queue", "long QUEUE!"),
        ("Delivery too late", "Late delivery"),
        ("Queue", "The queue is too long"),
        ("😡", "😡"),
        ("C++", "c++"),
        ("行列が長い", "行列が長い。"),
        ("ﬁrst steps", "First steps"),
    ],
)
def test_what_says_the_same_is_offered(one: str, other: str) -> None:
    assert offered(one, other) == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The queue is too long", "The price is too high"),
        ("Nobody answers the phone", "No seats in the waiting room"),
        ("The app is slow", "The app crashes"),
        ("😡", "😀"),
    ],
)
def test_what_says_something_else_is_not(one: str, other: str) -> None:
    assert offered(one, other) == []
    assert offered(one, other, stage="s", touchpoint="t") == []


def test_being_said_about_the_same_place_brings_notes_closer() -> None:
    one, other = "The queue is too long", "Long queues at the till"
    assert not offered(one, other)
    assert offered(one, other, stage="s")
    assert offered(one, other, stage="s", touchpoint="t")


def test_of_three_alike_two_pairs_are_enough() -> None:
    assert offered("Late delivery", "Fees", "Delivery too late", "late delivery") == [
        ("Late delivery", "late delivery"),
        ("Late delivery", "Delivery too late"),
    ]


TEXTS = st.lists(st.sampled_from(("Long queue", "Late delivery", "No parking at all", "Fees", "😡")), max_size=8)


@given(texts=TEXTS, data=st.data())
def test_the_same_is_always_offered_whatever_the_order(texts: list[str], data: st.DataObject) -> None:
    """As many pairs as make one of each text, and none between different ones."""
    notes = data.draw(st.permutations(said(*texts)))
    pairs = alike(notes)
    assert all(pair.first.text == pair.second.text for pair in pairs)
    assert all(pair.first.position < pair.second.position for pair in pairs)
    assert len(pairs) == len(texts) - len(set(texts))


@given(one=st.text("abcdefgh ", min_size=1), other=st.text("ijklmnop ", min_size=1))
def test_what_has_no_letter_in_common_never_is(one: str, other: str) -> None:
    assert one.strip() == other.strip() or not offered(one, other, stage="s", touchpoint="t")
