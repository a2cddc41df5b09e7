"""The name of a file is made by us, whatever the title is."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journeybot.exports import FORMATS, file_stem


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("My washing machine", "journey-my-washing-machine"),
        ("Größe & Käse: straße", "journey-grosse-kase-strasse"),
        ("../../etc/passwd", "journey-etc-passwd"),
        ("CON", "journey-con"),
        ("\u202ecod.exe", "journey-cod-exe"),
        ("顾客", "journey"),
        ("", "journey"),
    ],
)
def test_a_title_becomes_a_name(title: str, stem: str) -> None:
    assert file_stem(title) == stem


@example("x" * 500)
@given(st.text())
def test_any_title_becomes_a_name_for_every_disk(title: str) -> None:
    assert re.fullmatch(r"journey(-[a-z0-9]+)*", file_stem(title))
    assert len(file_stem(title)) <= 60


def test_no_two_formats_have_the_same_name() -> None:
    names = [kind.named("journey") for kind in FORMATS.values()]
    assert len({*names}) == len(names)
