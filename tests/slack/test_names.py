"""In pictures and files people have names, and nobody is asked for twice."""

from dataclasses import dataclass, field
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.delivery import Slack
from bot.slack.names import Names
from journeybot.journey import About, Improvement, JourneyMap, Persona
from journeybot.ports import Profile


@dataclass
class Directory:
    """Knows Ana; nobody answers for U2."""

    asked: list[str] = field(default_factory=list)

    def profile(self, person: str) -> Profile:
        self.asked.append(person)
        if person == "U2":
            raise ConnectionError
        return Profile(name={"U1": "Ana"}.get(person, ""))


@pytest.fixture
def directory() -> Directory:
    return Directory()


def named(directory: Directory, *texts: str) -> list[str]:
    improvements = tuple(Improvement(key=str(n), text="x", owner=text) for n, text in enumerate(texts))
    journey = JourneyMap(about=About(key="m", title="Map", owner=texts[0]), improvements=improvements)
    told = Names(lambda _: cast(Slack, directory)).named("T1", journey)
    assert told.about.owner == told.improvements[0].owner
    return [one.owner for one in told.improvements]


def test_marks_become_names_everywhere(directory: Directory) -> None:
    told = named(directory, "<@U1>", "<@U1|ana> and <@U2>", "<@U3>", "Ana", "<#C1>", "a < b")
    assert told == ["Ana", "Ana and somebody", "somebody", "Ana", "<#C1>", "a < b"]
    assert directory.asked == ["U1", "U2", "U3"]


def test_somebody_unknown_is_called_so_in_the_language_of_the_map(directory: Directory) -> None:
    journey = JourneyMap(about=About(key="m", title="Karte", owner="<@U3>", language="de-CH"))
    assert Names(lambda _: cast(Slack, directory)).named("T1", journey).about.owner == "jemand"


def test_lists_of_texts_too() -> None:
    journey = JourneyMap(about=About(key="m", title="M"), personas=(Persona(key="p", name="P", goals=("like <@U1>",)),))
    assert Names(lambda _: cast(Slack, Directory())).named("T1", journey).personas[0].goals == ("like Ana",)


@given(st.text())
def test_a_text_without_marks_stays_as_it_is(text: str) -> None:
    if "<@" not in text:
        assert named(Directory(), text) == [text]
