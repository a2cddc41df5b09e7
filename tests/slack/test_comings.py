"""Of whom it is said that they took us out, in every shape in which Slack says it; a channel that gets another id."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from slack_bolt import BoltRequest

from bot.slack.comings import Comings
from bot.slack.workspaces import Workspaces
from journeybot.installations import Installations
from journeybot.ports import Store
from tests.slack.at_work import AtWork, at_work

AT = 1_606_805_974
ENVELOPE: dict[str, Any] = {"type": "event_callback", "event_id": "Ev1", "event_time": AT}
UNINSTALLED = {"event": {"type": "app_uninstalled"}}
OURS = {"event": {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": ["U2"]}}}
SOMEBODYS = {"event": {"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}}}
IN_GRID = {"team_id": "T1", "enterprise_id": "E1"}
OF_TEAM = {"authorizations": [{"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": False}]}
OF_ORG = {"authorizations": [{"team_id": None, "enterprise_id": "E1", "is_enterprise_install": True}]}


@dataclass
class Heard:
    """What the workspaces are told."""

    out: list[str] = field(default_factory=list)
    doubted: list[str] = field(default_factory=list)
    at: datetime | None = None

    def taken_out(self, tenant: str, *, at: datetime | None = None) -> None:
        self.out.append(tenant)
        self.at = at

    def doubt(self, tenant: str) -> None:
        self.doubted.append(tenant)


def comings_of(heard: Heard, waiting: "Waiting") -> Comings:
    return Comings(cast(Workspaces, heard), cast(Installations, waiting), store=cast(Store, None), wake=waiting.wake)


def tell(heard: Heard, payload: dict[str, Any]) -> None:
    comings = comings_of(heard, Waiting({}))
    context = BoltRequest(body=payload, mode="socket_mode").context
    uninstalled = payload["event"]["type"] == "app_uninstalled"
    (comings.uninstalled if uninstalled else comings.revoked)(payload, context)


@pytest.mark.parametrize("event", [UNINSTALLED, OURS], ids=["uninstalled", "revoked"])
@pytest.mark.parametrize(
    ("where", "out", "doubted"),
    [
        ({"team_id": "T1"}, ["T1"], []),
        ({**IN_GRID}, ["T1"], ["E1"]),
        ({**IN_GRID, **OF_TEAM}, ["T1"], ["E1"]),
        ({"enterprise_id": "E1"}, ["E1"], ["E1"]),
        ({**IN_GRID, **OF_ORG}, ["E1"], ["E1"]),
        ({"team_id": "T9", **OF_TEAM}, ["T1"], ["E1"]),
    ],
    ids=["workspace", "of an organisation", "said plainly", "organisation", "organisation, said", "shared"],
)
def test_the_installation_that_is_meant_goes(
    event: dict[str, Any], where: dict[str, Any], out: list[str], doubted: list[str]
) -> None:
    heard = Heard()
    tell(heard, {**ENVELOPE, **where, **event})
    assert (heard.out, heard.doubted) == (out, doubted)
    assert heard.at == datetime.fromtimestamp(AT, UTC) + timedelta(seconds=2)


def test_the_token_of_a_person_is_none_of_ours() -> None:
    heard = Heard()
    tell(heard, {**ENVELOPE, "team_id": "T1", **SOMEBODYS})
    assert heard == Heard()


@dataclass
class Waiting:
    """What waits for whom to be let in, and how often somebody was woken to show it."""

    rows: dict[str, int]
    woken: int = 0

    def go_on(self, tenant: str, *, waiting_for: tuple[str, ...]) -> int:
        assert waiting_for == ("team_access_not_granted",)
        return self.rows.pop(tenant, 0)

    def wake(self) -> None:
        self.woken += 1


@pytest.mark.parametrize(
    ("where", "left"),
    [
        ({"enterprise_id": "E1"}, {"E2": 1, "T1": 1}),
        ({"enterprise_id": "E1", **OF_ORG}, {"E2": 1, "T1": 1}),
        ({"team_id": "T1", "enterprise_id": "E1", **OF_ORG}, {"E2": 1, "T1": 1}),
        ({"enterprise_id": "E3"}, {"E1": 2, "E2": 1, "T1": 1}),
    ],
    ids=["organisation", "organisation, said", "with a workspace", "another"],
)
def test_what_waited_goes_on_when_the_organisation_lets_us_in(where: dict[str, Any], left: dict[str, int]) -> None:
    waiting, heard = Waiting({"E1": 2, "E2": 1, "T1": 1}), Heard()
    let_in = {**ENVELOPE, **where, "event": {"type": "team_access_granted", "team_ids": ["T1", "T2"]}}
    comings_of(heard, waiting).let_in(let_in, BoltRequest(body=let_in, mode="socket_mode").context)
    assert (waiting.rows, waiting.woken) == (left, int("E1" not in left))
    assert heard == Heard()


def test_an_organisation_that_shuts_us_out_of_a_workspace_keeps_its_token(caplog: pytest.LogCaptureFixture) -> None:
    waiting, heard = Waiting({"E1": 2}), Heard()
    shut = {**ENVELOPE, "enterprise_id": "E1", "event": {"type": "team_access_revoked", "team_ids": ["T1", "T2"]}}
    with caplog.at_level("WARNING"):
        comings_of(heard, waiting).shut_out(shut, BoltRequest(body=shut, mode="socket_mode").context)
    assert (heard, waiting.rows, waiting.woken) == (Heard(), {"E1": 2}, 0)
    assert "E1 shuts us out of T1, T2" in caplog.text


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    with at_work(tmp_path_factory.mktemp("bot")) as opened:
        yield opened


def test_a_channel_that_is_shared_gets_another_id_and_its_workshop_goes_on(work: AtWork) -> None:
    ana = work.begins(work.room(private=True))
    work.card_rests(ana)
    before, ana.channel = ana.channel, work.player.post("act/share_channel", channel=ana.channel)["channel"]
    assert before != ana.channel
    ana.types("/journey persona").submits({"Name": "Maya"})
    work.until(ana, "1 person has answered")
    assert len([text for text in ana.reads() if "Step 1 of 6" in text]) == 1, "the same card"


def test_with_one_token_too_nothing_more_is_tried_once_we_are_out(tmp_path: Path) -> None:
    with at_work(tmp_path) as work:
        ana = work.begins(work.room())
        work.player.post("act/uninstall")
        found = work.bot.store.installations.of(work.running.stage.workspace.team.id)
        assert found
        assert found.gone_at
        workshop = work.bot.store.maps_of(found.tenant, ana.id)[0].workshop
        card = work.bot.store.card_of(found.tenant, workshop.key)
        assert card
        work.bot.store.settle(card)
        assert work.bot.store.due(datetime.now(UTC)) == ()
