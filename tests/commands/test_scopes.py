"""The doctor says what a scope that Slack did not grant costs."""

from bot.commands import doctor
from bot.commands.sandbox import manifest


def test_what_an_optional_scope_costs_is_told() -> None:
    granted = {"scopes": "chat:write,groups:read"}
    seeing, reading = doctor._optional_scopes(granted)
    assert (seeing.about, seeing.fine) == ("channels:read", None)
    assert "in public channels nobody is reminded" in seeing.said
    assert (reading.about, reading.fine) == ("files:read", None)
    assert "`/journey import` takes pasted text only" in reading.said
    assert doctor.OPTIONAL.keys() == {*manifest()["oauth_config"]["scopes"]["bot_optional"]}


def test_a_scope_that_is_missing_is_wrong_and_named() -> None:
    found = doctor._scopes({"scopes": "commands,users:read"})
    assert (found.fine, "chat:write, files:write missing" in found.said) == (False, True)
    assert doctor._scopes({"scopes": "commands,users:read,chat:write,files:write"}).fine
