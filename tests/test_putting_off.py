"""The day on which a map is looked at again: offered on a working day, and never brought forward by putting it off."""

from datetime import date
from pathlib import Path

from tests.errands.board import Day
from tests.team import NOON, gathered


def test_later_never_brings_a_review_forward_and_offers_no_day_at_a_weekend(tmp_path: Path) -> None:
    day = Day(NOON)
    with gathered(tmp_path, clock=day) as team:
        ana = team.member("ana")
        ana.asks("start Groceries", template="five_stages")
        ana.asks("close")
        assert "has not been reviewed yet." in ana.types("reviews")
        assert ana.heard.endswith("[Look at it again]")
        ana.types("review never")
        assert "[" not in ana.types("review never"), "there is nothing to take back"
        assert "I ask again on 11 May 2026." in ana.types("review later")
        ana.asks("about", review_on="2026-10-05")
        assert "I ask on 5 October 2026, as was set: a week from now would be sooner." in ana.types("review later")
        assert team.workshop.about.review_on == date(2026, 10, 5)
        ana.types("review never")
        day.passes(5 * 24 * 3600)
        assert "I ask again on 18 May 2026." in ana.types("review later"), "the 16th is a Saturday"
        ana.types("reopen")
        assert "is not finished yet" in ana.types("review")
        assert "[" not in ana.types("reviews"), "it is open just now"
        ana.asks("about", review_on=None)
        ana.types("close")
        assert ana.form is not None
        assert ana.form.fields[1].initial == "2026-08-10", "91 days on is a Saturday"


def test_a_map_with_nothing_on_it_is_not_looked_at_again(tmp_path: Path) -> None:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start Groceries", template="empty")
        ana.asks("close")
        revisions = ana.types("revisions")
        assert "There is nothing on this map to look at again." in ana.types("review")
        assert ana.types("revisions") == revisions
