"""With the token of one workspace, journeybot works for that one and for no other."""

import logging
from typing import Any, cast

import pytest

from bot.slack.delivery import Slack
from bot.slack.scopes import scopes
from bot.slack.troubles import NotInstalled
from bot.slack.workspaces import One
from journeybot.installations import Installations


class Telling:
    """A Slack that says whose token it is, once it can be reached; counts how often it was asked."""

    def __init__(self, **known: Any) -> None:
        self.known, self.asked, self.away = {"scopes": ",".join(scopes()), **known}, 0, False

    def whoami(self) -> dict[str, Any]:
        self.asked += 1
        if self.away:
            raise ConnectionError
        return self.known


class Known:
    """Nothing is known of any tenant yet."""

    def of(self, _tenant: str) -> None:
        return None


def one(telling: Telling) -> One:
    return One(cast(Slack, telling), cast(Installations, Known()))


def test_another_workspace_is_not_served_and_its_words_never_go_out_with_this_token() -> None:
    telling = Telling(team_id="T1", enterprise_id="E1", is_enterprise_install=False)
    ours = one(telling)
    assert cast(Any, ours.of("T1")) is telling
    assert (ours.serves("T1"), ours.serves("T2"), ours.serves("E1")) == (True, False, False)
    for other in ("T2", "E1", ""):
        with pytest.raises(NotInstalled):
            ours.of(other)
    assert telling.asked == 1


@pytest.mark.parametrize(
    ("granted", "lacks"),
    [("commands, users:read", "chat:write, files:write"), ("commands,users:read,chat:write,files:write", "")],
)
def test_what_the_token_may_not_do_is_told_whoever_runs_us_at_the_start(
    caplog: pytest.LogCaptureFixture, granted: str, lacks: str
) -> None:
    one(Telling(team_id="T1", scopes=granted)).learn()
    told = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert [lacks in line and "OAuth & Permissions" in line for line in told] == ([True] if lacks else [])


def test_a_whole_organisation_is_one_workspace_to_us() -> None:
    ours = one(Telling(team_id="T1", enterprise_id="E1", is_enterprise_install=True))
    ours.learn()
    assert (ours.serves("E1"), ours.serves("T1")) == (True, False)


def test_while_slack_has_not_said_whose_token_it_is_answers_are_taken_and_nothing_goes_out() -> None:
    telling = Telling(team_id="T1")
    telling.away = True
    ours = one(telling)
    with pytest.raises(ConnectionError):
        ours.of("T1")
    assert ours.serves("T1")
    telling.away = False
    assert cast(Any, ours.of("T1")) is telling
