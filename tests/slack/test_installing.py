"""Two workspaces install the bot in a browser, work side by side, take it out and take it back in."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from limits import RateLimitItemPerMinute
from pydantic import SecretStr

from bot.commands import doctor
from bot.sandbox.player import PATIENCE
from bot.slack.many import Many
from bot.slack.scopes import scopes
from bot.slack.vault import Token, Vault, new_key
from bot.web import install
from bot.wiring import build
from journeybot.workshop import Place
from tests.databases import rows_of
from tests.sandbox.running import CALLER
from tests.slack.houses import ACME, GLOBEX, Houses, houses, many


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Houses]:
    with houses(tmp_path) as opened:
        yield opened


def test_a_workspace_installs_works_takes_us_out_and_takes_us_back_in(
    two: Houses, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert "journeybot is in Acme" in two.installs(ACME).text
    ana = two.person("Ana", ACME)
    ana.types("/journey start Groceries").submits()
    two.until(ana, "Step 1 of 6")
    (token,) = two.stage(ACME).installation.grants.tokens
    rows = str([*rows_of(tmp_path / "bot.db")])
    assert "installation" in rows
    assert token not in rows, "the token is stored sealed only"

    with caplog.at_level(logging.INFO):
        ana.types("/journey persona").submits({"Name": "Maya"})
        two.player(ACME).post("act/uninstall")
        known = two.bot.store.installations.of(ACME)
        assert known
        assert (known.sealed, bool(known.gone_at)) == ("", True), "gone when Slack has told us, not some time later"
        refused = CALLER.post(f"{two.running.url}/api/auth.test", headers={"authorization": f"Bearer {token}"}).json()
        assert refused["error"] == "account_inactive"
        assert not [one for one in two.bot.store.due(two.bot.store._clock()) if one.place.tenant == ACME]

    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert len([record for record in caplog.records if record.levelno >= logging.WARNING]) <= 2
    two.installs(ACME)
    two.until(ana, "1 person has answered")
    ana.types("/journey mine")
    two.until(ana, "Maya")


def test_two_workspaces_with_the_same_people_and_channels_never_meet(two: Houses) -> None:
    for team in (ACME, GLOBEX):
        two.installs(team)
    ana, other = two.person("Ana", ACME), two.person("Ana", GLOBEX)
    assert (ana.id, ana.channel) == (other.id, other.channel)
    ana.types("/journey start Groceries").submits()
    two.until(ana, "Groceries")
    other.types("/journey status")
    assert not other.sees("Groceries")
    other.types("/journey start Rockets").submits()
    two.until(other, "Rockets")
    ana.types("/journey persona").submits({"Name": "Maya"})
    other.types("/journey persona").submits({"Name": "Wernher"})
    two.until(ana, "1 person has answered")
    two.until(other, "1 person has answered")
    for person, mine, theirs in ((ana, "Maya", "Wernher"), (other, "Wernher", "Maya")):
        person.types("/journey mine")
        two.until(person, mine)
        assert not person.sees(theirs)
    two.player(ACME).post("act/uninstall")
    other.types("/journey persona").submits({"Name": "Konstantin"})
    two.until(other, "Konstantin")


def test_whoever_has_not_installed_us_is_told_so(two: Houses) -> None:
    two.installs(ACME)
    two.player(GLOBEX).post("events_url", url=f"{two.address}/slack/events")
    two.stage(GLOBEX).installation.grants.grant()  # Slack thinks they have us, and we know nothing of it
    other = two.person("Ana", GLOBEX).types("/journey start Rockets")
    assert other.sees("journeybot is not installed in this workspace")
    assert two.bot.store.latest_in(Place(GLOBEX, other.channel)) is None


def test_whose_key_is_lost_is_told_that_and_not_that_they_never_installed_us(two: Houses) -> None:
    two.installs(ACME)
    ana = two.person("Ana", ACME).types("/journey start Groceries")
    known = two.bot.store.installations.of(ACME)
    assert known
    two.bot.store.installations.reseal(known, Vault([new_key()]).seal(ACME, Token(text="xoxb-1")))
    assert isinstance(two.bot.workspaces, Many)
    two.bot.workspaces.changed(ACME)  # as any other process would learn within a minute
    assert "a key is missing from TOKEN_KEYS" in " ".join(ana.is_refused().values())
    ana.types("/journey status")
    assert ana.sees("the key to it is not where I look for it")
    assert not ana.sees("not installed")


def test_the_page_runs_nothing_loads_nothing_and_asks_for_the_scopes_of_the_manifest(two: Houses) -> None:
    page = two.browser.get(f"{two.address}/slack/install", headers={"accept-language": "fr, de-AT;q=0.8"})
    assert "Zu Slack hinzufügen" in page.text
    assert "<script" not in page.text
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert (page.headers["referrer-policy"], page.headers["cache-control"]) == ("no-referrer", "no-store")
    cookie = page.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie, "on this machine there is no HTTPS"
    asked = parse_qs(urlsplit(two.begins()).query)
    assert asked["scope"] == [",".join(scopes())]
    assert asked["redirect_uri"] == [f"{two.address}/slack/oauth_redirect"]


def test_where_browsers_come_over_https_what_one_remembers_goes_over_nothing_else(tmp_path: Path) -> None:
    bot = build(many(tmp_path, "https://slack.test", "https://maps.example"))

    async def cookie() -> str:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(bot.web)) as browser:
            return (await browser.get("https://maps.example/slack/install")).headers["set-cookie"].lower()

    with start_blocking_portal() as elsewhere:  # a test in a browser may have left its event loop in this thread
        assert "secure" in elsewhere.call(cookie)
    bot.stop()


def test_what_a_workspace_is_called_is_no_markup_of_our_page(two: Houses) -> None:
    workspace = two.stage(ACME).workspace
    workspace.team = replace(workspace.team, name="<b>Acme</b>")
    assert "journeybot is in &lt;b&gt;Acme&lt;/b&gt;" in two.installs(ACME).text


def test_another_browser_a_second_time_or_a_state_of_ones_own_installs_nothing(two: Houses) -> None:
    back = two.answers(two.begins(), ACME)
    for cookies in ({}, {"journeybot_install": "x" * 43}):
        stranger = httpx.get(back, cookies=cookies, timeout=PATIENCE)
        assert (stranger.status_code, "Please begin again" in stranger.text) == (400, True)
    assert "journeybot is in Acme" in two.browser.get(back).text
    assert "Please begin again" in two.browser.get(back).text
    forged = back.replace("state=", "state=x")
    two.begins()
    assert "Please begin again" in two.browser.get(forged).text


def test_the_doctor_finds_out_whether_slack_knows_the_app(two: Houses, tmp_path: Path) -> None:
    settings = many(tmp_path, two.running.url, two.address)
    assert [(one.about, one.fine) for one in doctor._asked_for_many(settings)] == [("Slack", True), ("clock", True)]
    wrong = settings.model_copy(update={"slack_client_secret": SecretStr("another")})
    told, clock = doctor._asked_for_many(wrong)
    assert (told.fine, clock.fine) == (False, None)
    assert "bad_client_secret: copy SLACK_CLIENT_ID and SLACK_CLIENT_SECRET anew" in told.said


def test_who_never_had_us_and_takes_us_out_leaves_nothing(two: Houses, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    two.installs(ACME)
    two.bot.workspaces.taken_out("T0OTHER")
    assert [one.tenant for one in two.bot.store.installations.all()] == [ACME]
    assert "T0OTHER" not in caplog.text


def test_a_link_that_is_looked_at_over_and_over_fills_no_database(
    two: Houses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "PAGES", RateLimitItemPerMinute(3, 5))
    page = f"{two.address}/slack/install"
    assert [two.browser.head(page).status_code for _ in range(5)] == [200] * 5
    came = [two.browser.get(page) for _ in range(4)]
    assert [one.status_code for one in came] == [200, 200, 200, 429]
    assert "Many people have opened this page from your network" in came[-1].text
    with closing(sqlite3.connect(tmp_path / "bot.db")) as rows:
        assert rows.execute("SELECT count(*) FROM visit").fetchone() == (3,)


def test_who_says_no_and_what_slack_refuses_is_told_in_plain_words(
    two: Houses, caplog: pytest.LogCaptureFixture
) -> None:
    denied = two.browser.get(two.answers(two.begins(), ACME, "cancel"))
    assert (denied.status_code, "Nothing has been installed" in denied.text) == (200, True)
    begun = two.answers(two.begins(), ACME, "cancel")
    wrong = two.browser.get(begun.replace("error=access_denied", "error=invalid_scope"))
    assert (wrong.status_code, "Slack's answer was: invalid_scope" in unescape(wrong.text)) == (502, True)
    assert "tell whoever runs this journeybot" in wrong.text
    begun = two.answers(two.begins(), ACME, "cancel")
    assert "<i>" not in two.browser.get(begun.replace("error=access_denied", "error=%3Ci%3E")).text
    told = [record.getMessage() for record in caplog.records if "could not install us" in record.getMessage()]
    assert [line.partition(" (")[0] for line in told] == [
        "somebody could not install us: invalid_scope",
        "somebody could not install us: unknown_error",
    ], "and nothing of who said no"
    forged = two.answers(two.begins(), ACME).replace("code=", "code=x")
    refused = two.browser.get(forged)
    assert (refused.status_code, "Slack's answer was: invalid_code" in refused.text.replace("&#39;", "'")) == (
        502,
        True,
    )
    assert two.bot.store.installations.all() == []
