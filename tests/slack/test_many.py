"""Tokens are renewed in time, by one alone, and given up when Slack says, asked again, that they are good no more."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any, NoReturn

import pytest
from slack_bolt import BoltRequest
from slack_sdk.errors import SlackApiError

from bot.sandbox.player import PATIENCE
from bot.slack.delivery import Slack
from bot.slack.many import Many
from bot.slack.oauth import OurApp
from bot.slack.tenants import tenant_of
from bot.slack.troubles import NoKey, NotInstalled, Remedy, trouble_of
from bot.slack.vault import Token, Vault, new_key
from storage.store import SqlStore, open_store
from tests.slack.houses import ACME, GLOBEX, Houses, houses


class Clock:
    """Both ours and Slack's."""

    ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def forward(self, house: Houses, hours: float) -> None:
        self.ahead += timedelta(hours=hours)
        house.player(ACME).forward(hours * 3600)


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def rotating(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[Houses]:
    with houses(tmp_path_factory.mktemp("bot"), rotating=True, clock=clock) as opened:
        yield opened


def test_a_token_is_renewed_before_it_ends_and_by_one_alone(
    rotating: Houses, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rotating.installs(ACME)
    many, grants = rotating.bot.workspaces, rotating.stage(ACME).installation.grants
    assert isinstance(many, Many)
    first = many.of(ACME)
    clock.forward(rotating, 9)
    many.renew(ACME)
    assert len(grants.tokens) == 1, "there is time"
    clock.forward(rotating, 1.5)
    asked, others_left, renewed = list[Token](), Event(), OurApp.renewed

    def slowly(app: OurApp, token: Token, *, now: datetime) -> Token:
        asked.append(token)
        if len(asked) == 1:
            others_left.wait(PATIENCE)
        return renewed(app, token, now=now)

    monkeypatch.setattr(OurApp, "renewed", slowly)
    with ThreadPoolExecutor(8) as crowd:
        about_it = [crowd.submit(many.renew, ACME) for _ in range(8)]
        rotating.player(ACME).wait_for(lambda: sum(one.done() for one in about_it) == 7)
        others_left.set()
    assert len(asked) == 1
    assert len(grants.tokens) == 2
    fresh = many.of(ACME)
    assert fresh is not first, "a call that is under way keeps its own"
    clock.forward(rotating, 2)
    with pytest.raises(SlackApiError, match="token_expired"):
        first.whoami()
    assert fresh.whoami()["team_id"] == ACME


def test_using_it_is_enough_for_it_to_be_renewed(rotating: Houses, clock: Clock) -> None:
    rotating.installs(ACME)
    many, grants = rotating.bot.workspaces, rotating.stage(ACME).installation.grants
    before, known = many.of(ACME), len(grants.tokens)
    clock.forward(rotating, 11)
    many.of(ACME)
    rotating.player(ACME).wait_for(lambda: len(grants.tokens) > known and many.of(ACME) is not before)


@pytest.mark.parametrize("code", ["ratelimited", "internal_error", "invalid_auth"])
def test_another_error_than_that_takes_nobodys_token_away(
    rotating: Houses, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    rotating.installs(ACME)
    many, asked = rotating.bot.workspaces, list[Slack]()

    def refuses(slack: Slack) -> NoReturn:
        asked.append(slack)
        raise SlackApiError(code, {"ok": False, "error": code})  # type: ignore[no-untyped-call]

    monkeypatch.setattr(Slack, "whoami", refuses)
    many.doubt(ACME)
    rotating.player(ACME).wait_for(lambda: bool(asked) and not many._looking)  # type: ignore[attr-defined]
    known = rotating.bot.store.installations.of(ACME)
    assert known
    assert (bool(known.sealed), known.gone_at) == (True, None)


def test_that_we_were_taken_out_is_found_out_by_a_call_where_the_news_got_lost(rotating: Houses) -> None:
    rotating.installs(GLOBEX)
    kept, slack = rotating.bot.store.installations, rotating.bot.workspaces.of(GLOBEX)
    rotating.stage(GLOBEX).installation.grants.end()
    with pytest.raises(SlackApiError, match="account_inactive"):
        slack.post("C0JOURNEY", "hello", [])

    def gone() -> bool:
        found = kept.of(GLOBEX)
        return found is not None and found.gone_at is not None and not found.sealed

    rotating.player(GLOBEX).wait_for(gone)
    with pytest.raises(NotInstalled):
        rotating.bot.workspaces.of(GLOBEX)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(f"sqlite:///{tmp_path / 'bot.db'}")
    yield opened
    opened.close()


def many_of(store: SqlStore, *, key: str, ticks: list[float]) -> Many:
    nowhere = "http://127.0.0.1:9/api/"
    app = OurApp("1", "2", nowhere, "https://your.host")
    return Many(
        store.installations,
        Vault([key]),
        app=app,
        base_url=nowhere,
        clock=lambda: datetime.now(UTC),
        ticks=lambda: ticks[0],
    )


def test_another_process_learns_of_it_within_a_minute_and_of_a_beginning_within_seconds(store: SqlStore) -> None:
    key, ticks = new_key(), [0.0]
    here, there = many_of(store, key=key, ticks=ticks), many_of(store, key=key, ticks=ticks)
    assert not here.serves("T1")
    there.installed("T1", "Acme", token=Token(text="xoxb-1"))
    ticks[0] += 3
    assert here.serves("T1")
    there.taken_out("T1")
    ticks[0] += 60
    assert not here.serves("T1")


def test_a_token_that_no_key_opens_is_none_and_is_not_deleted(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    many_of(store, key=new_key(), ticks=[0.0]).installed("T1", "Acme", token=Token(text="xoxb-1"))
    other = many_of(store, key=new_key(), ticks=[0.0])
    other.learn()
    other.learn()
    assert caplog.text.count("no key of TOKEN_KEYS opens the tokens of T1: put the key back that did") == 1
    assert (other.serves("T1"), other.locked("T1"), other.locked("T2")) == (False, True, False)
    assert "no key of TOKEN_KEYS opens the token of T1" in caplog.text
    with pytest.raises(NoKey) as refused:
        other.of("T1")
    assert trouble_of(refused.value).remedy is Remedy.LATER, "once the key is back, what waits goes on by itself"
    found = store.installations.of("T1")
    assert found
    assert found.sealed


def test_no_two_tenants_ever_share_a_client_whoever_asks_at_once(store: SqlStore) -> None:
    many, tenants = many_of(store, key=new_key(), ticks=[0.0]), [f"T{number}" for number in range(20)]
    for tenant in tenants:
        many.installed(tenant, tenant, token=Token(text=f"xoxb-{tenant}"))
    with ThreadPoolExecutor(8) as crowd:
        asked = list(crowd.map(lambda tenant: (tenant, many.of(tenant)._client.token), tenants * 25))
    assert {(tenant, f"xoxb-{tenant}") for tenant in tenants} == {*asked}


def given(**answer: Any) -> dict[str, Any]:
    return {"token_type": "bot", "access_token": "xoxb-1", "scope": "commands", **answer}


@pytest.mark.parametrize(
    ("answer", "tenant", "name"),
    [
        ({"team": {"id": "T1", "name": "Acme"}, "enterprise": None, "is_enterprise_install": False}, "T1", "Acme"),
        ({"team": {"id": "T1", "name": "Acme"}, "enterprise": {"id": "E1", "name": "Org"}}, "T1", "Acme"),
        ({"team": None, "enterprise": {"id": "E1", "name": "Org"}, "is_enterprise_install": True}, "E1", "Org"),
    ],
    ids=["a workspace", "one of an organisation", "an organisation"],
)
def test_an_installation_is_found_under_the_name_that_payloads_give_it(
    answer: dict[str, Any], tenant: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = OurApp("1", "2", "http://127.0.0.1:9/api/", "https://your.host")
    monkeypatch.setattr(OurApp, "_exchange", lambda *_args, **_named: given(**answer))
    assert app.given("code", now=datetime.now(UTC))[:2] == (tenant, name)
    whole, team = answer.get("is_enterprise_install"), answer.get("team")
    command = {"command": "/journey", "user_id": "U1", "team_id": (team or {}).get("id", "T9")}
    grid = (
        {"enterprise_id": "E1", "is_enterprise_install": "true" if whole else "false"} if answer["enterprise"] else {}
    )
    assert tenant_of(BoltRequest(body={**command, **grid}, mode="socket_mode").context) == tenant


@pytest.mark.parametrize("answer", [{"token_type": "user", "team": {"id": "T1"}}, {"team": None}])
def test_what_is_no_bots_token_installs_nothing(answer: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OurApp, "_exchange", lambda *_args, **_named: given(**answer))
    with pytest.raises(ValueError, match="token"):
        OurApp("1", "2", "http://127.0.0.1:9/api/", "https://your.host").given("code", now=datetime.now(UTC))
