"""What Slack sent is read as Bolt reads it, whatever was typed."""

import json
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st
from slack_bolt.request.internals import parse_body

from bot.web.reading import form, read
from tests.examples import examples

TEXT = st.text(st.characters(codec="utf-8"), max_size=60)
FORM = "application/x-www-form-urlencoded"


@examples(60)
@given(st.dictionaries(TEXT.filter(bool), TEXT, max_size=4))
def test_a_form_is_what_was_filled_in(fields: dict[str, str]) -> None:
    assert form(urlencode(fields)) == fields


@examples(60)
@given(TEXT, st.booleans())
def test_a_dialog_and_a_command_read_as_bolt_reads_them(text: str, dialog: bool) -> None:
    typed = {"command": "/journey", "text": text, "team_id": "T1"}
    body = urlencode({"payload": json.dumps({"view": typed})} if dialog else typed)
    assert read(body, FORM) == parse_body(body, FORM)


def test_an_event_is_json_whatever_it_is_called() -> None:
    body = '{"type": "event_callback", "event": {"text": "100 % & more = less"}}'
    assert read(body, "application/json") == read(body, FORM) == json.loads(body)
    assert read("", FORM) == {}
