"""R18: secrets stay where they belong: not in a log (at DEBUG), the database, a file for people, or a message."""

import io
import logging
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from bot import logs
from bot.slack.many import Many
from tests.databases import rows_of
from tests.sandbox.running import SECRET
from tests.slack.houses import ACME, CLIENT_SECRET, KEY, Houses, houses, many


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[tuple[io.StringIO, io.StringIO]]:
    """What is logged as it would be on a host, but at DEBUG; and what we ourselves log, before anything is hidden."""
    written, ours = io.StringIO(), io.StringIO()
    root, own = logging.getLogger(), logging.getLogger("journeybot")
    before = (root.handlers[:], root.level, own.level, sys.excepthook)
    monkeypatch.setattr(sys, "stderr", written)
    logs.begin("DEBUG", known=many(tmp_path, "http://127.0.0.1:9", "http://127.0.0.1:9").secrets())
    listening = logging.StreamHandler(ours)
    own.addHandler(listening)
    yield written, ours
    own.removeHandler(listening)
    root.handlers[:], sys.excepthook = before[0], before[3]
    root.setLevel(before[1])
    own.setLevel(before[2])


def comes_back(house: Houses) -> tuple[str, list[str]]:
    """Where Slack sends the browser, and the secrets of that way."""
    back = house.answers(house.begins(), ACME)
    asked = parse_qs(urlsplit(back).query)
    return back, [asked["code"][0], asked["state"][0], *house.browser.cookies.values()]


def goes_wrong(house: Houses, monkeypatch: pytest.MonkeyPatch) -> list[httpx.Response]:
    """Every way of installing that fails, with the code and state of a real one where there can be one."""
    back, _ = comes_back(house)
    told = [house.browser.get(back.replace("state=", "state=x")), house.browser.get(back.replace("code=", "code=x"))]
    with monkeypatch.context() as patched:
        patched.setattr(house.oauth, "client", replace(house.oauth.client, secret="another"))
        told.append(house.browser.get(comes_back(house)[0]))
    with monkeypatch.context() as patched:
        patched.setattr(Many, "installed", lambda _self, tenant, name, *, token: {tenant: name}[token])
        told.append(house.browser.get(comes_back(house)[0]))
    return told


def test_no_secret_is_found_where_it_does_not_belong(
    tmp_path: Path, logged: tuple[io.StringIO, io.StringIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    with houses(tmp_path, rotating=True) as house:
        back, canaries = comes_back(house)
        house.browser.get(back)
        house.player(ACME).post("events_url", url=f"{house.address}/slack/events")
        grants = house.stage(ACME).installation.grants
        ana = house.person("Ana", ACME)
        ana.types("/journey start Groceries").submits({"template": "before_during_after"})
        house.until(ana, "Step 1 of 6")
        ana.types("/journey persona").submits({"Name": "Maya"})
        ana.types("/journey export json")
        house.player(ACME).wait_for(ana.files)
        canaries += [*grants.tokens, *grants.refreshers]
        told = goes_wrong(house, monkeypatch)
        house.installs(ACME)
        canaries += [*grants.tokens, *grants.refreshers, SECRET, CLIENT_SECRET, KEY]
        house.player(ACME).post("act/uninstall")
        shown = [repr(house.bot.workspaces), repr(vars(house.bot.workspaces)), str(ana.screen())]
        files = [house.player(ACME).download(file["url"]) for file in ana.files()]
    dumped = "\n".join(map(str, rows_of(tmp_path / "bot.db")))
    lying = b"".join(path.read_bytes() for path in tmp_path.iterdir()) + b"".join(files)
    everywhere = [logged[0].getvalue(), logged[1].getvalue(), *shown, dumped, lying.decode("latin-1")]
    everywhere += [response.text + str(response.headers) for response in told]
    assert "Traceback" in everywhere[0], "something did go wrong"
    assert len({*canaries}) >= 12
    assert [one for one in {*canaries} if any(one in place for place in everywhere)] == []
