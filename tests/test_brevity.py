"""A text that is shortened for a card or a list never leads to an address that is not there."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.fitting import pieces
from journeybot.brevity import LONGEST_LINK, short
from tests.team import gathered

LINK = "https://wiki.example.com/runbook?x=1&y=2"
RUNBOOK = (
    f"Freeze deployments from Friday 12:00 to Monday 08:00 and put the runbook “How to switch the till off” at {LINK}"
)


def links(text: str) -> list[str]:
    return re.findall(r"https?://\S+", text)


def test_the_link_of_an_action_leads_where_it_should_on_the_card(tmp_path: Path) -> None:
    with gathered(tmp_path) as team:
        ana = team.member("ANA")
        ana.asks("start retro", title="Sprint 43")
        ana.presses("skip")
        ana.presses("skip")
        ana.types("improve")
        ana.fills(text=f"{RUNBOOK} and tell everybody on the shift about it, those who are on leave as well")
        assert links(team.card()) == [LINK]
        assert "as well" not in team.card()
        ana.types("improvements")
        assert links(ana.heard) == [LINK]


def test_a_link_that_would_be_cut_stays_whole() -> None:
    assert short(f"See {LINK} for more", 20) == f"See {LINK} …"
    assert short(f"See {LINK}", 20) == f"See {LINK}"


def test_a_very_long_link_is_shown_but_is_none() -> None:
    endless = f"https://maps.example.com/{'a' * 2 * LONGEST_LINK}"
    shown = short(f"See {endless}", 60)
    assert shown.startswith("See maps.example.com/aaa")
    assert not links(shown)


def test_other_words_are_cut_between_words() -> None:
    assert short("The on-call phone rang at night", 20) == "The on-call phone …"
    assert short("x" * 50, 10) == "x" * 9 + "…"


@given(st.lists(st.sampled_from([LINK, "a", "runbook", f"({LINK})", "x" * 30, "😱"]), max_size=12), st.integers(2, 150))
def test_whatever_is_cut_no_link_is(words: list[str], most: int) -> None:
    shown = short(" ".join(words), most)
    assert set(links(shown)) <= {LINK, f"{LINK})"}
    assert len(shown) <= most + LONGEST_LINK + 2


def test_a_long_message_is_parted_beside_a_link_not_in_it() -> None:
    long = LINK + "a" * 200
    assert long in pieces(f"{'word ' * 20}{long}", 300)
