"""Nothing can be done for which there is no rule, and no rule is for nothing."""

import inspect
import json
from pathlib import Path
from typing import cast

import pytest

import bot.slack
from bot.slack.listeners import Listeners
from bot.slack.shortcuts import ADD, START
from bot.web.app import web_app
from bot.web.guard import signed_with
from bot.web.install import Reception, routes
from bot.web.watching import Watched
from journeybot.commands import ALIASES, COMMANDS
from journeybot.facilitator import Facilitator
from journeybot.journey import Persona
from journeybot.permissions import RULES
from journeybot.wording import Wording
from tests.permissions.doors import COMES_BY, Door, Way, doors
from tests.team import gathered

DOORS = doors()
INSIDE_ONLY = {
    "card",
    "journey",
    "text_of",
    "buttons_under",
    "code",
    "counting",
    "time_up",
    "call_back",
    "may_answer",
    "reminder",
    "wording_for",
}
"""The facilitator's methods that no person calls: they make what is shown, which `may_be_shown` or `may_answer` stands
before."""


def test_every_door_has_a_rule_and_every_rule_a_door() -> None:
    assert {door.rule for door in DOORS} == RULES.keys()


def test_what_has_no_rule_is_refused_also_to_who_leads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start", title="Groceries", template="five_stages")
        ana.types("persona")
        left = {name: rule for name, rule in RULES.items() if name not in {"status", "persona", "settings"}}
        monkeypatch.setattr("journeybot.permissions.RULES", left)  # put back by items, their order would be another
        refusal = Wording().say("refusals.not_for_you")
        assert refusal.replace("`", "") in ana.fills(name="Maya")
        assert ana.types("status") == ana.presses("settings") == refusal
        assert team.store.notes(team.workshop.place.tenant, team.workshop.key, Persona) == ()


def test_every_door_is_there_once() -> None:
    assert len(DOORS) == len({*DOORS})
    assert {door.way for door in DOORS} == {*Way}


def test_every_method_of_the_facilitator_is_a_way_in_or_is_called_by_nobody() -> None:
    methods = {name for name, _ in inspect.getmembers(Facilitator, inspect.isfunction) if not name.startswith("_")}
    assert methods == COMES_BY.keys() | INSIDE_ONLY
    assert {*COMES_BY.values()} == {*Way}


def test_every_other_word_for_a_command_leads_to_one() -> None:
    assert {*ALIASES.values()} <= COMMANDS.keys()


def test_every_shortcut_of_slack_leads_through_a_door() -> None:
    manifest = json.loads(Path(bot.slack.__path__[0], "manifest.json").read_text("utf-8"))
    shortcuts = {one["callback_id"] for one in manifest["features"]["shortcuts"]}
    assert shortcuts == {START, ADD}
    assert {Door(Way.TYPED, "start", "start"), Door(Way.QUOTED, "quote", "quote")} <= {*DOORS}


def test_everything_that_slack_sends_in_a_persons_name_is_heard_first() -> None:
    """A new listener must say here how it comes to the facilitator."""
    methods = {name for name, _ in inspect.getmembers(Listeners, inspect.isfunction) if not name.startswith("_")}
    in_a_name = {"command", "press", "submission", "shortcut"}
    assert methods - in_a_name == {"home_opened", "joined", "left", "not_installed", "apologise"}
    for name in in_a_name:
        assert "self._circle.hear(" in inspect.getsource(getattr(Listeners, name)), name


def test_the_web_has_one_way_in_and_slack_signs_what_comes_by_it() -> None:
    watched = Watched(dict, dict, lambda: b"")
    paths = {getattr(route, "path", "") for route in web_app(lambda _: None, watched, signed=signed_with("")).routes}  # type: ignore[arg-type,return-value]
    assert paths == {"/slack/events", "/healthz", "/readyz", "/metrics"}
    pages = {route.path: route.methods for route in routes(cast(Reception, None), lambda: None, secure=True)}
    assert pages == {"/slack/install": {"GET", "HEAD"}, "/slack/oauth_redirect": {"GET", "HEAD"}}, "for browsers"
