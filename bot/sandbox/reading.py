"""What a person reads: blocks and marked-up text as the plain words on the screen."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from bot.sandbox import Json

Names = Mapping[str, str]
_MARKED = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")


def plain(text: str, names: Names) -> str:
    """Slack's mrkdwn with mentions, links and entities as they show; `names` are those of people and channels by id."""

    def shown(found: re.Match[str]) -> str:
        sign, target, label = found.groups()
        if sign == "!":
            return label or "@" + target.partition("^")[0]
        if sign:
            return sign + names.get(target, label or target)
        return label or target

    return unescape(_MARKED.sub(shown, text))


def of_message(message: Json, names: Names) -> str:
    """A message's words: its blocks line by line, or its text where it has no blocks."""
    if message["blocks"]:
        return "\n".join(of_blocks(message["blocks"], names))
    return plain(message["text"], names)


def of_blocks(blocks: Iterable[Json], names: Names) -> Iterator[str]:
    """The words of blocks, one line per text, without labels of buttons and choices."""
    for block in blocks:
        for text in _texts(block):
            words = plain(text["text"], names) if text.get("type") == "mrkdwn" else str(text["text"])
            if words:
                yield words


def _texts(block: Json) -> Iterator[Json]:
    kind = block["type"]
    if kind in ("section", "header"):
        yield from [block["text"]] if "text" in block else []
        yield from block.get("fields", [])
    elif kind == "context":
        yield from (one for one in block["elements"] if "text" in one)
    elif kind == "input":
        yield block["label"]
    elif kind == "markdown":
        yield {"text": block["text"]}
    elif kind in ("rich_text", "table"):
        yield from _inside(block)
    if kind == "image" or block.get("accessory", {}).get("type") == "image":
        yield {"text": block.get("alt_text") or block["accessory"]["alt_text"]}


def _inside(value: object) -> Iterator[Json]:
    """Every line of a rich_text or table, however deep."""
    if isinstance(value, list):
        for one in value:
            yield from _inside(one)
    elif isinstance(value, dict):
        if value.get("type") in ("rich_text_section", "rich_text_preformatted", "rich_text_quote"):
            yield {"type": "mrkdwn", "text": "".join(_word(one) for one in value["elements"])}
        elif value.get("type") == "raw_text":
            yield {"text": value["text"]}
        else:
            yield from _inside(value.get("elements") or value.get("rows") or [])


def _word(part: Json) -> str:
    match part["type"]:
        case "user":
            return f"<@{part['user_id']}>"
        case "channel":
            return f"<#{part['channel_id']}>"
        case "emoji":
            return f":{part['name']}:"
        case "link":
            return f"<{part['url']}|{part.get('text', part['url'])}>"
        case _:
            text = str(part.get("text", ""))
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def buttons(blocks: Iterable[Json]) -> Iterator[tuple[Json, Json]]:
    """Every block and interactive element in it that tells the bot something when used."""
    for block in blocks:
        candidates = [block.get("accessory"), *_acting(block)]
        yield from ((block, one) for one in candidates if one and "action_id" in one)


def _acting(block: Json) -> list[Json]:
    if block["type"] == "input":
        return [block["element"]] if block.get("dispatch_action") else []
    return list(block["elements"]) if block["type"] in ("actions", "context_actions") else []


def label_of(element: Json) -> str:
    """What stands on a button, or greyed in a select."""
    text = element.get("text") or element.get("placeholder") or {}
    return str(text.get("text", ""))


def described(screen: Json, names: Names) -> str:
    """A whole screen in a few lines, for the message of a failed check."""
    lines = []
    for message in screen["messages"]:
        lines += _described_message(message, names)
        lines += [f"    | {of_message(one, names)}" for one in screen["threads"].get(message["ts"], [])]
    if screen["modal"]:
        lines += ["dialog " + repr((screen["modal"].get("title") or {}).get("text", ""))]
        lines += [f"    {line}" for line in _described_view(screen["modal"], names)]
    lines += [f"warning: {one['text']}" for one in screen["notices"]]
    return "\n".join(lines) or "(nothing)"


def _described_message(message: Json, names: Names) -> list[str]:
    only = " (only you)" if message["ephemeral"] else ""
    lines = [f"{message['time']} {message['name']}{only}: {of_message(message, names)}"]
    labels = [f"[{label_of(element) or element['action_id']}]" for _, element in buttons(message["blocks"])]
    lines += ["    " + " ".join(labels)] if labels else []
    return lines + [f"    file {one['name']}: {one['title']}" for one in message["files"]]


def _described_view(view: Json, names: Names) -> Iterator[str]:
    for block in view["blocks"]:
        words = " / ".join(of_blocks([block], names))
        error = view["errors"].get(block["block_id"])
        yield f"{words or block['type']} ({block['block_id']})" + (f"  <- {error}" if error else "")
        labels = [f"[{label_of(element) or element['action_id']}]" for _, element in buttons([block])]
        if labels:
            yield " ".join(labels)
