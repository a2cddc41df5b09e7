"""Whatever is sent to whichever address of the web app, by whichever method: no error of ours, and no traceback."""

import json
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.routing import Route

from bot.web.install import COOKIE
from bot.wiring import Bot, build
from tests.examples import examples
from tests.slack.houses import many
from tests.web.test_questionnaire import Visitor

NOWHERE = "http://127.0.0.1:9"
TEXT = st.text(max_size=20)
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")
TAILS = ("", "", "", "/", "//", "/..", "/%00", "/%ff", "/answer", ".php", ";x=1")
KINDS = (
    "application/x-www-form-urlencoded",
    "application/json",
    "multipart/form-data; boundary=x",
    "text/xml",
    "",
    "é",
)
NAMES = ("accept-language", "forwarded", "x-forwarded-for", "x-forwarded-proto", "range", "if-none-match")
SIGNED = {"x-slack-signature": "v0=" + "0" * 64, "x-slack-request-timestamp": "1700000000"}
FIELDS = ("answer", "comment", "page", "website", "state", "code", "error", "payload", "ssl_check", "x")

VALUES = st.binary(max_size=30).map(lambda value: bytes(one for one in value if one > 31 and one != 127).strip())
TYPED = st.dictionaries(st.sampled_from(FIELDS), TEXT.map(lambda text: text.encode("utf-8", "replace")), max_size=4)
JSON = st.recursive(
    st.none() | st.integers() | TEXT, lambda part: st.lists(part, max_size=2) | st.dictionaries(TEXT, part, max_size=2)
)
BODIES = (
    st.binary(max_size=80)
    | TYPED.map(lambda typed: urlencode(typed).encode())
    | JSON.map(lambda told: json.dumps(told).encode())
    | JSON.map(lambda told: urlencode({"payload": json.dumps(told)}).encode())
)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot for many workspaces with every page there is, and a Slack that does not answer."""
    settings = many(tmp_path_factory.mktemp("routes"), NOWHERE, "https://bread.example")
    found = build(settings.model_copy(update={"metrics": True}))
    yield found
    found.stop()


def test_the_app_has_every_kind_of_page(bot: Bot) -> None:
    paths = {route.path for route in bot.web.routes if isinstance(route, Route)}
    assert {"/metrics", "/healthz", "/readyz", "/slack/install", "/slack/oauth_redirect", "/q/{link}"} < paths


@given(data=st.data())
@examples(60)
def test_nothing_that_is_sent_is_an_error_of_ours(bot: Bot, data: st.DataObject) -> None:
    addresses = sorted({route.path for route in bot.web.routes if isinstance(route, Route)})
    link = quote(data.draw(TEXT, "link").encode("utf-8", "replace"), safe="") or "x"
    path = data.draw(st.sampled_from(addresses)).replace("{link}", link) + data.draw(st.sampled_from(TAILS))
    asked = urlencode(data.draw(TYPED, "query"))
    headers = {
        name.encode(): value for name, value in data.draw(st.dictionaries(st.sampled_from(NAMES), VALUES)).items()
    }
    headers |= {
        b"content-type": data.draw(st.sampled_from(KINDS)).encode(),
        b"cookie": COOKIE.encode() + b"=" + data.draw(VALUES),
    }
    if data.draw(st.booleans(), "signed"):
        headers |= {name.encode(): value.encode() for name, value in SIGNED.items()}
    method, body = data.draw(st.sampled_from(METHODS)), data.draw(BODIES, "body")
    came = Visitor(bot.web).request(method, f"{path}?{asked}", content=body, headers=headers)
    assert came.status_code < 500
    assert "Traceback" not in came.text
