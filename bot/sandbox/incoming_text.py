"""Turns what a person types into the text that apps receive: entities escaped, names and links marked up."""

import re

from bot.sandbox.workspace import Workspace

_TOKEN = re.compile(r"(?P<link>https?://[^\s<>|]+)|(?<![\w&])@(?P<person>[\w.-]+)|(?<![\w&])#(?P<channel>[\w-]+)")
_BROADCASTS = ("channel", "here", "everyone")


def escaped(text: str) -> str:
    """The three characters that Slack hands over as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_message(text: str, workspace: Workspace) -> str:
    """A typed message: people become `<@U1>`, channels `<#C1|name>`, links `<https://...>`."""
    return _marked_up(text, workspace, named=False)


def as_command_text(text: str, workspace: Workspace, *, should_escape: bool) -> str:
    """The text after a command. With `should_escape` people become `<@U1|name>`; without, nothing is marked up."""
    return _marked_up(text, workspace, named=True) if should_escape else escaped(text)


def _marked_up(text: str, workspace: Workspace, *, named: bool) -> str:
    def replaced(found: re.Match[str]) -> str:
        if found["link"]:
            return f"<{escaped(found['link'])}>"
        if found["person"]:
            return _person(found["person"], workspace, named=named) or found[0]
        return _channel(found["channel"], workspace) or found[0]

    parts, end = [], 0
    for found in _TOKEN.finditer(text):
        parts += [escaped(text[end : found.start()]), replaced(found)]
        end = found.end()
    return "".join([*parts, escaped(text[end:])])


def _person(name: str, workspace: Workspace, *, named: bool) -> str | None:
    if name.lower() in _BROADCASTS:
        return f"<!{name.lower()}>"
    wanted, tail = name.rstrip(".-").lower(), name[len(name.rstrip(".-")) :]
    for person in [*workspace.people.values(), workspace.bot]:
        if wanted in (person.handle.lower(), person.name.lower()):
            return (f"<@{person.id}|{person.handle}>" if named else f"<@{person.id}>") + tail
    return None


def _channel(name: str, workspace: Workspace) -> str | None:
    for channel in workspace.channels.values():
        if channel.kind == "channel" and channel.name == name.lower():
            return f"<#{channel.id}|{'' if channel.is_private else channel.name}>"
    return None
