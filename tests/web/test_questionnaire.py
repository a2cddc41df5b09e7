"""Customers answer, in a browser without JavaScript and by hand-made requests: nothing is lost, nothing is told."""

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from limits import RateLimitItemPerMinute
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette

from bot.serving import answering_http
from bot.stall import stall
from bot.web import questionnaire
from journeybot.questionnaires import Questionnaire
from storage.store import SqlStore
from tests import browsers
from tests.customers import ask_anew, begin, responses
from tests.sandbox.running import free_port
from tests.storage.workshops import drops
from tests.team import Team, gathered

FORM, ADDRESS = {"content-type": "application/x-www-form-urlencoded"}, "203.0.113.77"
LONG_AGO, FAR_AHEAD = date(2020, 1, 1), date(2222, 2, 22)


class Visitor:
    """A browser that comes from an address."""

    def __init__(self, app: Starlette, address: str = ADDRESS) -> None:
        self.app, self.address = app, address

    def request(self, method: str, path: str, **given: Any) -> httpx.Response:
        with ThreadPoolExecutor(1) as elsewhere:  # here may be a browser's loop
            return elsewhere.submit(asyncio.run, self._request(method, path, **given)).result()

    def get(self, path: str, **given: Any) -> httpx.Response:
        return self.request("GET", path, **given)

    def post(self, path: str, **given: Any) -> httpx.Response:
        return self.request("POST", path, **given)

    async def _request(self, method: str, path: str, **given: Any) -> httpx.Response:
        there = httpx.ASGITransport(self.app, client=(self.address, 50000))
        async with httpx.AsyncClient(transport=there, base_url="https://bread.example") as client:
            return await client.request(method, path, **given)


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    with gathered(tmp_path_factory.mktemp("web")) as found:
        begin(found)
        yield found


@pytest.fixture
def client(team: Team) -> Visitor:
    """A browser, and a counter that has counted nobody yet."""
    return Visitor(stall(team.store))


@pytest.fixture
def asked(team: Team) -> Questionnaire:
    return ask_anew(team)


def page_of(client: Visitor, asked: Questionnaire) -> str:
    """The number of the page that a browser is given."""
    found = re.search(r'name="page" value="([^"]+)"', client.get(f"/q/{asked.link}").text)
    assert found
    return found[1]


def sends(client: Visitor, asked: Questionnaire, page: str = "", **typed: str) -> tuple[int, str]:
    """The status and the text of what comes back."""
    typed = {"answer": "4", "comment": "", "website": "", "page": page or page_of(client, asked)} | typed
    came = client.post(f"/q/{asked.link}/answer", content=urlencode(typed), headers=FORM)
    return came.status_code, came.text


def test_an_answer_sent_twice_from_one_page_counts_once_and_from_two_pages_twice(
    client: Visitor, team: Team, asked: Questionnaire
) -> None:
    page = page_of(client, asked)
    for value in ("2", "5"):
        assert sends(client, asked, page, answer=value, comment="Warm \u202e<b>bread</b>\u2066")[0] == 303
    assert [(one.value, one.comment) for one in responses(team, asked)] == [(5, "Warm <b>bread</b>")]
    for nameless in ("?", "x"):
        assert sends(client, asked, nameless, answer="1")[0] == 303
    assert sends(client, asked, nameless, answer="1")[0] == 303, "and what no page of ours bears counts each time"
    assert [one.value for one in responses(team, asked)] == [5, 1, 1, 1]


def test_the_browser_keeps_the_page_for_a_day_and_what_follows_it_not_at_all(
    client: Visitor, asked: Questionnaire
) -> None:
    assert client.get(f"/q/{asked.link}").headers["cache-control"] == "private, max-age=86400"
    assert client.get(f"/q/{asked.link}/thanks").headers["cache-control"] == "no-store"
    came = client.post(f"/q/{asked.link}/answer", content="answer=3", headers=FORM)
    assert (came.headers["location"], came.headers["cache-control"]) == (f"/q/{asked.link}/thanks", "no-store")


def test_what_will_not_do_is_said_and_what_was_typed_still_stands_there(
    client: Visitor, team: Team, asked: Questionnaire
) -> None:
    page, much = page_of(client, asked), "Zu <laut> & " * 100
    status, text = sends(client, asked, page, answer="6", comment=much)
    assert status == 422
    assert "Please choose one of the answers." in text
    assert "has 1199 characters, and at most 1000 fit" in text
    assert ("Zu &lt;laut&gt; &amp; " * 100).strip() in text
    assert f'value="{page}"' in text
    assert "<title>Not sent yet: How satisfied" in text
    assert responses(team, asked) == []


@pytest.mark.parametrize("scale", ["csat", "nps", "ces"])
def test_each_scale_takes_its_ends_and_nothing_beyond(client: Visitor, team: Team, scale: str) -> None:
    asked = ask_anew(team, scale=scale, language="de", moment="call")
    lowest, highest = {"csat": (1, 5), "nps": (0, 10), "ces": (1, 7)}[scale]
    assert '<html lang="de">' in client.get(f"/q/{asked.link}").text
    for value in (lowest, highest):
        assert sends(client, asked, answer=f"{value}")[0] == 303
    for beyond in (lowest - 1, highest + 1, "", "４", " 3.0"):
        assert sends(client, asked, answer=f"{beyond}")[0] == 422
    assert [one.value for one in responses(team, asked)] == [lowest, highest]


def test_what_a_machine_typed_is_thanked_for_and_thrown_away(client: Visitor, team: Team, asked: Questionnaire) -> None:
    assert sends(client, asked, website="https://casino.example") == (303, "")
    assert responses(team, asked) == []


def test_no_link_a_deleted_map_and_a_workspace_without_us_look_the_same(client: Visitor, team: Team) -> None:
    gone = ask_anew(team, tenant="T1")
    other = team.member("ben", channel="C9")
    other.asks("start Other", template="empty")
    theirs = team.store.latest_in(other.place)
    assert theirs is not None
    elsewhere = ask_anew(team, workshop=theirs.key)
    team.store.erase("T1", theirs.key)
    pages = [client.get(f"/q/{link}") for link in ("x", elsewhere.link, gone.key, f"{gone.link}x", "%00", "é" * 999)]
    assert {page.status_code for page in pages} == {404}
    assert len({(page.text, *sorted(page.headers.items())) for page in pages}) == 1
    assert "There is nothing here" in pages[0].text
    assert client.get(f"/q/{elsewhere.link}/thanks").status_code == 404
    assert client.post(f"/q/{elsewhere.link}/answer", content="answer=3", headers=FORM).status_code == 404


def test_before_and_after_its_days_and_without_its_touchpoint_it_says_so(client: Visitor, team: Team) -> None:
    early, late, lost = ask_anew(team, opens_on=FAR_AHEAD), ask_anew(team, closes_on=LONG_AGO), ask_anew(team)
    team.store.change("T1", lost.workshop, drops(lost.touchpoint))
    assert "opens on 22 February 2222" in client.get(f"/q/{early.link}").text
    for closed in (late, lost):
        came = client.get(f"/q/{closed.link}")
        assert came.status_code == 410
        assert "This questionnaire is closed" in came.text
        assert client.post(f"/q/{closed.link}/answer", content="answer=3", headers=FORM).status_code == 410
        assert responses(team, closed) == []


def test_a_page_runs_nothing_stores_nothing_and_goes_into_no_frame(client: Visitor, asked: Questionnaire) -> None:
    came = client.get(f"/q/{asked.link}", headers={"cookie": "a=b"})
    policy = came.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.endswith("base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
    assert came.headers["referrer-policy"] == "no-referrer"
    assert came.headers["x-robots-tag"] == "noindex"
    assert "set-cookie" not in came.headers
    assert "<script" not in came.text
    assert re.findall(r'(?:src|href)="[^"#]', came.text) == []


def test_who_sends_too_much_is_asked_to_wait_and_nobody_elses_answer_is_lost(
    client: Visitor, team: Team, asked: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questionnaire, "ANSWERS", RateLimitItemPerMinute(2, 5))
    page = page_of(client, asked)
    assert [sends(client, asked, page)[0] for _ in range(2)] == [303, 303]
    status, text = sends(client, asked, page, comment="Still here")
    assert status == 429
    assert "Still here" in text
    assert "send yours again in a few minutes" in text
    neighbour = Visitor(client.app, "198.51.100.1")
    assert sends(neighbour, asked)[0] == 303


def test_who_looks_for_links_is_stopped(client: Visitor, asked: Questionnaire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questionnaire, "IN_VAIN", RateLimitItemPerMinute(2, 5))
    assert [client.get(f"/q/{n}").status_code for n in range(3)] == [404, 404, 429]
    assert client.get(f"/q/{asked.link}").status_code == 429


def test_a_flood_is_stopped_from_everywhere_together_and_from_one_address_at_its_page(
    client: Visitor, asked: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questionnaire, "TO_ONE", RateLimitItemPerMinute(1, 5))
    neighbour = Visitor(client.app, "198.51.100.1")
    assert [sends(who, asked)[0] for who in (client, neighbour)] == [303, 429]
    monkeypatch.setattr(questionnaire, "PAGES", RateLimitItemPerMinute(1, 5))
    assert [client.get(f"/q/{asked.link}").status_code for _ in range(2)] == [200, 429]


def test_while_the_database_is_away_nothing_typed_is_lost(
    client: Visitor, team: Team, asked: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_given: object, **_named: object) -> None:
        raise OSError("away")

    page = page_of(client, asked)
    monkeypatch.setattr(SqlStore, "change", away)
    status, text = sends(client, asked, page, comment="Still here")
    assert (status, "Still here" in text, "in a minute; it still stands below" in text) == (503, True, True)
    monkeypatch.setattr(SqlStore, "note", away)
    assert client.get(f"/q/{asked.link}").status_code == 503


TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
BODIES = st.binary(max_size=200) | st.dictionaries(
    st.sampled_from(["answer", "comment", "page", "website", "x"]), TEXT, max_size=6
).map(lambda typed: urlencode(typed).encode())


@given(
    method=st.sampled_from(["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS"]),
    tail=st.sampled_from(["", "/answer", "/thanks", "/", "//", "/answer/x"]) | TEXT.map(lambda text: f"/{quote(text)}"),
    body=BODIES,
    kind=st.sampled_from([FORM["content-type"], "application/json", "multipart/form-data; boundary=x", "", "é"]),
    tongue=TEXT.map(lambda text: text.encode()),
)
@settings(max_examples=60)
def test_whatever_is_sent_never_breaks_it(
    client: Visitor, asked: Questionnaire, method: str, tail: str, body: bytes, kind: str, tongue: bytes
) -> None:
    headers = {"content-type": kind.encode(), "accept-language": re.sub(rb"[\x00-\x1f\x7f]", b"", tongue).strip()}
    came = client.request(method, f"/q/{asked.link}{tail}", content=body, headers=headers)
    assert came.status_code in {200, 303, 307, 404, 405, 422, 429}
    assert "Traceback" not in came.text


@pytest.fixture(scope="module")
def address(team: Team) -> Iterator[str]:
    """The pages, served."""
    port = free_port()
    with answering_http(stall(team.store), "127.0.0.1", port=port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone without JavaScript."""
    small = {"width": 360, "height": 740}
    with browsers.windows(
        browser, viewport=small, java_script_enabled=False, has_touch=True, is_mobile=True
    ) as windows:
        yield windows.new_page()


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_customer_answers_on_a_phone_without_javascript(
    phone: Page, address: str, team: Team, asked: Questionnaire
) -> None:
    phone.goto(f"{address}/q/{asked.link}")
    phone.get_by_role("button", name="Send my answer").tap()
    expect(phone.get_by_role("alert")).to_contain_text("Please choose one of the answers.")
    expect(phone.get_by_role("alert")).to_be_focused()
    answers = phone.get_by_role("group", name="How satisfied are you with the way")
    answers.get_by_role("radio", name="Satisfied", exact=True).tap()
    phone.get_by_label("Would you like to tell us why?").fill("Warm bread")
    phone.get_by_role("button", name="Send my answer").tap()
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [(one.value, one.comment) for one in responses(team, asked)] == [(4, "Warm bread")]
    phone.get_by_role("link", name="Change my answer").tap()
    phone.get_by_role("radio", name="Dissatisfied", exact=True).tap()
    phone.get_by_role("button", name="Send my answer").tap()
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [one.value for one in responses(team, asked)] == [2]


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_customer_answers_with_a_keyboard_alone_and_everything_fits(phone: Page, address: str, team: Team) -> None:
    asked = ask_anew(team, scale="nps", moment="own", question="Would you name us to a friend?")
    phone.goto(f"{address}/q/{asked.link}")
    for key in ("Tab", "ArrowLeft", "ArrowLeft", "Tab", *"Fine", "Tab"):
        phone.keyboard.press(key)
    expect(phone.get_by_role("button", name="Send my answer")).to_be_focused()
    tiles = [tile.bounding_box() for tile in phone.locator(".answer").all()]
    assert all(tile and tile["x"] + tile["width"] <= 360 and min(tile["width"], tile["height"]) >= 44 for tile in tiles)
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [(one.value, one.comment) for one in responses(team, asked)] == [(9, "Fine")]
