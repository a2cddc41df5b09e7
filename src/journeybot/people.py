"""People of the chat as owners of something: a mention like `<@U123>`, or none."""

import re

_MENTION = re.compile(r"<@([A-Z0-9]+)>")


def mention(person: str) -> str:
    """A person of the chat as the owner of something."""
    return f"<@{person}>"


def person_in(owner: str) -> str | None:
    """The person of the chat that an owner is, if it is one."""
    found = _MENTION.fullmatch(owner)
    return found[1] if found else None
