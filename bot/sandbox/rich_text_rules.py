"""Slack's limits for rich_text: sections, lists, quotes and what may stand in them.

Source: docs.slack.dev, blocks/rich-text-block.
"""

from collections.abc import Mapping

from bot.sandbox.shapes import Rule, by_type, choice, flag, integer, items, shape, string, typed

_STYLE = shape(
    {},
    dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), flag),
)
_WORDS: Mapping[str, Rule] = {
    "text": typed({"text": string(3000)}, {"style": _STYLE}),
    "link": typed({"url": string(3000)}, {"text": string(3000), "unsafe": flag, "style": _STYLE}),
    "emoji": typed({"name": string(255)}, {"unicode": string(255), "style": _STYLE}),
    "user": typed({"user_id": string(255)}, {"style": _STYLE}),
    "usergroup": typed({"usergroup_id": string(255)}, {"style": _STYLE}),
    "channel": typed({"channel_id": string(255)}, {"style": _STYLE}),
    "broadcast": typed({"range": choice("here", "channel", "everyone")}, {"style": _STYLE}),
    "color": typed({"value": string(255)}, {"style": _STYLE}),
    "date": typed(
        {"timestamp": integer(0, 9_999_999_999), "format": string(255)},
        {"url": string(3000), "fallback": string(255), "style": _STYLE},
    ),
}
_LINE = items(by_type(_WORDS), 1000, least=0)
_SECTION = typed({"elements": _LINE})
_BORDER: Mapping[str, Rule] = {"border": integer(0, 1)}
_PARTS: Mapping[str, Rule] = {
    "rich_text_section": _SECTION,
    "rich_text_preformatted": typed({"elements": _LINE}, {**_BORDER, "language": string(255)}),
    "rich_text_quote": typed({"elements": _LINE}, _BORDER),
    "rich_text_list": typed(
        {"style": choice("bullet", "ordered"), "elements": items(by_type({"rich_text_section": _SECTION}), 1000)},
        {**_BORDER, "indent": integer(0, 8), "offset": integer(0, 10_000)},
    ),
}
RICH_TEXT = typed({"elements": items(by_type(_PARTS), 1000)}, {"block_id": string(255)})
