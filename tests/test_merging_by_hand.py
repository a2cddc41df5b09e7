"""Two notes that say the same in other words are chosen by whoever facilitates, and made one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.team import Member, Team, gathered
from tests.test_merging import hurts
from tests.test_retrospective import begins, says


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        team.member("ana").asks("start Groceries", template="five_stages")
        yield team


def acts(member: Member, *texts: str) -> None:
    """Somebody adds these improvements."""
    for text in texts:
        member.types("improve")
        member.fills(text=text)


def test_two_that_say_the_same_in_other_words_are_chosen_and_merged(team: Team) -> None:
    ana = team.member("ana")
    acts(ana, "Second till", "One more cashier", "Longer hours")
    assert ana.types("similar").endswith("[Merge two]"), "nothing sounds alike"
    ana.presses("merge")
    assert ana.offered("first") == ["Second till", "One more cashier", "Longer hours"]
    said = ana.fills(first=ana.choice("first", "Second till"), second=ana.choice("second", "One more cashier"))
    assert said == "Merged: “Second till / One more cashier”.\n[Undo]"
    ana.types("undo")
    assert [one.text for one in team.store.journey("T1", team.workshop.key).improvements] == [
        "Second till",
        "One more cashier",
        "Longer hours",
    ]


def test_one_of_two_is_chosen_already_where_it_is_listed(team: Team) -> None:
    ana = team.member("ana")
    acts(ana, "Second till", "One more cashier")
    ana.presses("mine", "all")
    (row,) = (row for row in ana.rows if "One more cashier" in row.text)
    assert [button.label for button in row.buttons] == ["Edit", "Strategy and status", "Delete", "Merge with …"]
    ana.presses("merge", row.buttons[-1].argument)
    said = ana.fills(second=ana.choice("second", "Second till"))
    assert "Merged: “Second till / One more cashier”." in said
    assert "Merge with" not in ana.types("mine"), "one's own answers are not made others'"


def test_what_is_not_of_a_kind_is_not_merged_and_the_dialog_says_why(team: Team) -> None:
    ana = team.member("ana")
    assert "There are no two of a kind yet" in ana.types("merge")
    hurts(ana, "Long queue", "Fees")
    acts(ana, "Second till", "Longer hours")
    ana.types("merge")
    assert ana.form is not None
    assert [option.group for option in ana.form.fields[0].options] == ["Challenge"] * 2 + ["Improvement"] * 2
    queue = ana.choice("first", "Long queue")
    assert "second! That is the same one. Choose another." in ana.fills(first=queue, second=queue)
    told = ana.fills(first=queue, second=ana.choice("second", "Second till"))
    assert "second! These two are not of a kind" in told
    assert "Merged" in ana.fills(first=queue, second=ana.choice("second", "Fees"))
    assert "Only who facilitates" in team.member("ben").types("merge")


def test_looking_back_what_helped_is_not_merged_with_what_hurt(tmp_path: Path) -> None:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        begins(ana)
        for kind in ("met", "helped"):
            for text in ("Pairing", "Two at one desk"):
                says(ana, text, kind=kind)
        ana.types("merge")
        told = ana.fills(first=ana.choice("first", "➕ Pairing"), second=ana.choice("second", "➖ Two at one desk"))
        assert "what helped with what helped" in told
        said = ana.fills(first=ana.choice("first", "➕ Pairing"), second=ana.choice("second", "➕ Two at one desk"))
        assert "Merged: “Pairing / Two at one desk”." in said
