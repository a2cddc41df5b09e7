"""Running it with a team, in Slack: what sounds alike becomes one, the dots are set, a check is muted."""

from collections.abc import Iterator

import pytest

from tests.slack.at_work import AtWork, at_work


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    with at_work(tmp_path_factory.mktemp("bot")) as work:
        yield work


def test_two_that_sound_alike_become_one_with_a_press_and_two_again_with_another(work: AtWork) -> None:
    ana = work.begins(room := work.room())
    ben = work.person("Ben", room)
    for pain in ("The fee comes last", "The fee comes at last"):
        ben.types("/journey challenge").submits({"What hurts?": pain, "Where?": "Awareness (the whole stage)"})
    ana.types("/journey similar").presses("Merge")
    work.until(ana, "The fee comes last / The fee comes at last")
    ana.presses("Undo")
    work.until(ana, "Taken back: the merging of")
    ben.types("/journey mine")
    work.until(ben, "2 answers")


def test_a_facilitator_sets_how_many_dots_there_are_and_the_next_dialog_has_as_many(work: AtWork) -> None:
    ana = work.begins(room := work.room())
    ben = work.person("Ben", room)
    ben.types("/journey challenge").submits({"What hurts?": "The fee", "Where?": "Awareness (the whole stage)"})
    ana.types("/journey settings").submits({"votes_each": "2", "votes_on_one": "1"})
    ben.types("/journey vote")
    assert ben.sees("Second dot")
    assert not ben.sees("Third dot")
    assert ben.is_refused({"First dot": "The fee", "Second dot": "The fee"}) == {
        "Second dot": "At most 1 of your dots may lie on one."
    }


def test_a_finding_of_the_check_is_muted_with_a_press(work: AtWork) -> None:
    ana = work.begins(work.room())
    ana.types("/journey check").presses("Mute for the whole map")
    ana.types("/journey check")
    work.until(ana, "One check is muted.")
