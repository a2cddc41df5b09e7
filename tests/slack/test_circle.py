"""Who is in a channel, as far as Slack says."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest
from slack_bolt import BoltContext

from bot.slack.circle import GOOD_FOR, WHILE_ANSWERING, Circle
from bot.slack.delivery import Slack
from journeybot.permissions import Standing
from journeybot.workshop import Place, Who

ANA, BEN = Who("T1", "UANA"), Who("T1", "UBEN")
HERE, DIRECT = Place("T1", "C1"), Place("T1", "D1")


@dataclass
class Book:
    """What Slack says of channels and people, how often it was asked, and the time."""

    pages: dict[str, list[list[str]]] = field(default_factory=dict)
    belongs: dict[str, set[str]] = field(default_factory=dict)
    away: bool = False
    asked: list[str] = field(default_factory=list)
    time: float = 0.0

    def members(self, channel: str, page: str = "") -> tuple[list[str], str]:
        self.asked.append(channel)
        if self.away or channel not in self.pages:
            raise OSError
        number, pages = int(page or 0), self.pages[channel]
        return pages[number], str(number + 1) if number + 1 < len(pages) else ""

    def teams(self, person: str) -> frozenset[str]:
        if self.away:
            raise OSError
        return frozenset(self.belongs.get(person, {"T1"}))


@pytest.fixture
def book() -> Book:
    return Book({"C1": [["UBEN"]]})


@pytest.fixture
def circle(book: Book) -> Circle:
    return Circle(lambda _: cast(Slack, book), clock=lambda: book.time)


def acts(circle: Circle, who: Who, channel: str = "", *, team: str = "T1") -> None:
    context = SimpleNamespace(
        user_id=who.id, channel_id=channel, team_id=who.tenant, enterprise_id=None, is_enterprise_install=False
    )
    body = {"team": {"id": who.tenant}, "user": {"id": who.id, "team_id": team}}  # the team is the installation's
    circle.hear(body, cast(BoltContext, cast(Any, context)))


def test_who_acts_in_a_channel_is_in_it_and_nobody_is_asked(circle: Circle, book: Book) -> None:
    acts(circle, ANA, "C1")
    assert circle.standing(ANA, HERE) is Standing.INSIDE
    assert book.asked == []


def test_after_a_minute_slack_is_asked_and_believed_for_another(circle: Circle, book: Book) -> None:
    acts(circle, ANA, "C1")
    book.time = GOOD_FOR + 1
    assert circle.standing(ANA, HERE) is Standing.OUTSIDE
    assert circle.standing(BEN, HERE) is Standing.INSIDE
    book.pages["C1"] = [["UANA"]]
    book.time += GOOD_FOR - 1
    assert circle.standing(BEN, HERE) is Standing.INSIDE
    assert book.asked == ["C1"]
    book.time += 2
    assert circle.standing(BEN, HERE) is Standing.OUTSIDE
    assert circle.standing(ANA, HERE) is Standing.INSIDE
    assert book.asked == ["C1", "C1"]


def test_who_leaves_is_outside_at_once(circle: Circle, book: Book) -> None:
    acts(circle, BEN, "C1")
    assert circle.standing(BEN, HERE) is Standing.INSIDE
    book.pages["C1"] = [[]]
    circle.left(HERE, "UBEN")
    assert circle.standing(BEN, HERE) is Standing.OUTSIDE


def test_who_leaves_is_outside_though_slack_has_just_said_otherwise(circle: Circle, book: Book) -> None:
    assert circle.standing(BEN, HERE) is Standing.INSIDE
    book.pages["C1"] = [[]]
    assert circle.standing(BEN, HERE) is Standing.INSIDE
    circle.left(HERE, "UBEN")
    assert circle.standing(BEN, HERE) is Standing.OUTSIDE


def test_who_has_just_come_in_is_found_within_seconds(circle: Circle, book: Book) -> None:
    assert circle.standing(ANA, HERE) is Standing.OUTSIDE
    book.pages["C1"] = [["UBEN"], ["UANA"]]
    assert circle.standing(ANA, HERE) is Standing.OUTSIDE, "nobody can make us ask Slack with every press"
    book.time += 6
    assert circle.standing(ANA, HERE) is Standing.INSIDE


def test_where_slack_says_nothing_nobody_is_inside(circle: Circle, book: Book) -> None:
    assert circle.standing(BEN, Place("T1", "C404")) is Standing.UNKNOWN
    book.away = True
    assert circle.standing(BEN, HERE) is Standing.UNKNOWN


def test_what_was_typed_in_a_dialog_is_taken_while_slack_is_away(circle: Circle, book: Book) -> None:
    acts(circle, BEN, "C1")
    book.away, book.time = True, GOOD_FOR + 1
    assert circle.standing(BEN, HERE) is Standing.UNKNOWN
    assert circle.standing(BEN, HERE, answering=True) is Standing.INSIDE
    assert circle.standing(ANA, HERE, answering=True) is Standing.UNKNOWN
    book.time = WHILE_ANSWERING + 1
    assert circle.standing(BEN, HERE, answering=True) is Standing.UNKNOWN


def test_who_was_put_out_meanwhile_cannot_send_their_dialog(circle: Circle, book: Book) -> None:
    acts(circle, ANA, "C1")
    book.time = GOOD_FOR + 1
    assert circle.standing(ANA, HERE, answering=True) is Standing.OUTSIDE


def test_a_direct_message_is_no_channel(circle: Circle, book: Book) -> None:
    acts(circle, ANA, "D1")
    assert circle.standing(ANA, DIRECT) is Standing.OUTSIDE
    assert circle.standing(ANA, Place("T1", "")) is Standing.OUTSIDE
    assert book.asked == []


def test_a_channel_too_large_to_be_read_says_nothing_of_who_was_not_found(circle: Circle, book: Book) -> None:
    book.pages["C1"] = [[f"U{number}"] for number in range(9)]
    assert circle.standing(Who("T1", "U3"), HERE) is Standing.INSIDE
    assert circle.standing(Who("T1", "U8"), HERE) is Standing.UNKNOWN


@pytest.mark.parametrize(
    ("belongs", "standing"),
    [({"T2"}, Standing.VISITING), ({"T1"}, Standing.INSIDE), ({"T2", "T1"}, Standing.INSIDE)],
)
def test_who_comes_from_elsewhere_is_looked_up(
    circle: Circle, book: Book, belongs: set[str], standing: Standing
) -> None:
    """In a large organisation people belong to several workspaces."""
    book.belongs["UANA"] = belongs
    acts(circle, ANA, "C1", team="T2")
    assert circle.standing(ANA, HERE) is standing


def test_whoever_cannot_be_looked_up_is_a_visitor(circle: Circle, book: Book) -> None:
    book.away = True
    acts(circle, ANA, "C1", team="T2")
    assert circle.standing(ANA, HERE) is Standing.VISITING
