"""What we told somebody directly stays there, for weeks: what they press in it is answered in the line that it stands
under."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count, pairwise
from threading import Lock
from typing import Any

from bot.slack.buttons import StaleButton, actions, press_of
from bot.slack.delivery import SlackOf
from bot.slack.fitting import shorten
from bot.slack.messages import ROOM
from bot.slack.parts import Block, marked, section
from bot.slack.tenants import Payload
from bot.slack.troubles import UNREACHABLE, trouble_of
from bot.slack.voice import Listener
from journeybot.journey import Key
from journeybot.replies import Row

TELLING = frozenset({"assign", "doing", "done", "drop", "take", "unbegun"})
"""Commands of buttons whose argument begins with the key of what their line is about."""

MOST_KEPT = 1000

UNDER_WAY = 10
"""Seconds for which a message may still look different to whoever presses in it than it has been made since. After
that, what Slack says of it counts, as somebody else of us may have edited it."""

Subject = tuple[Key, Key]
"""A workshop, and what of it a line is about."""

Put = Callable[[Row], Callable[[], bool]]
"""Puts something in place of a line; what is returned shows it, and returns whether it could be shown."""

log = logging.getLogger("journeybot.slack")


Where = tuple[str, str, str]
"""A tenant, a channel and the ts of a message there."""


class InPlace:
    """Knows how the messages look that people pressed in lately: a press brings along how its message was, which may
    just be changing. Every edit shows all that came of the presses until then, so that two that overtake each other
    come to the same."""

    def __init__(self, slack_of: SlackOf, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._slack_of = slack_of
        self._clock = clock
        self._looks: OrderedDict[Where, list[Block]] = OrderedDict()
        self._changed: dict[Where, float] = {}
        self._last: dict[tuple[str, str], Where] = {}
        self._lock, self._sending = Lock(), Lock()

    def pressed(self, body: Payload, listener: Listener) -> Put | None:
        """For the line under which a button was pressed; None if it was not pressed in such a message."""
        message = body.get("message") or {}
        subject = _pressed_about(message.get("blocks") or (), body["actions"][0])
        if subject is None or not _is_direct(body):
            return None
        where = listener.tenant, listener.channel, str(message["ts"])
        with self._lock:
            if where not in self._changed or self._clock() > self._changed[where] + UNDER_WAY:
                self._looks[where] = _bare(message["blocks"])
            self._looks.move_to_end(where)
            self._last[where[:2]] = where
            while len(self._looks) > MOST_KEPT:
                self._forget(self._looks.popitem(last=False)[0])
        return partial(self._put, where, subject)

    def answered(self, listener: Listener, subject: Subject) -> Put | None:
        """For the line about this in the message that was pressed in last there, such as to open a dialog."""
        where = self._last.get((listener.tenant, listener.channel))
        return partial(self._put, where, subject) if where else None

    def _put(self, where: Where, subject: Subject, row: Row) -> Callable[[], bool]:
        with self._lock:
            look = self._looks.get(where, [])
            found = next((at for at in _lines(look) if _about(look[at + 1]) == subject), None)
            if found is None:
                return lambda: False
            if look[found]["text"]["text"] != row.text:  # pressed twice, it has its way back already
                fresh = [section(marked(row.text)), *actions(row.buttons, count())]
                self._changed[where] = self._clock()
                self._looks[where] = _numbered([*look[:found], *fresh, *look[found + 2 :]])
        return lambda: self._shown(where)

    def _shown(self, where: Where) -> bool:
        tenant, channel, ts = where
        with self._sending:
            with self._lock:
                blocks = list(self._looks.get(where, ()))
            try:
                self._slack_of(tenant).update(channel, ts, _text(blocks), blocks=blocks)
            except UNREACHABLE as error:
                log.warning("what somebody was told stays as it was: %s", trouble_of(error).code)
                return False
        return True

    def _forget(self, where: Where) -> None:
        self._changed.pop(where, None)
        if self._last.get(where[:2]) == where:
            del self._last[where[:2]]


def _is_direct(body: Payload) -> bool:
    """Whether it was pressed in a message of somebody's direct messages that is more than a whisper."""
    channel = body.get("channel") or {}
    if (body.get("container") or {}).get("is_ephemeral"):
        return False
    return channel.get("name") == "directmessage" or str(channel.get("id") or "").startswith("D")


def _pressed_about(blocks: Sequence[Block], action: Mapping[str, Any]) -> Subject | None:
    """What the line is about whose button was pressed."""
    for at in _lines(blocks):
        if any(one.get("value") == action.get("value") for one in blocks[at + 1]["elements"]):
            return _about(blocks[at + 1])
    return None


def _lines(blocks: Sequence[Block]) -> Iterator[int]:
    """Where a text stands over buttons."""
    for at, (above, below) in enumerate(pairwise(blocks)):
        if above.get("type") == "section" and "text" in above and below.get("type") == "actions":
            yield at


def _about(block: Block) -> Subject | None:
    """What a line is about, by the buttons below it."""
    for one in block["elements"]:
        try:
            said = press_of(one)
        except StaleButton:
            continue
        if said.command in TELLING:
            return said.workshop, said.argument.partition(" ")[0]
    return None


def _bare(blocks: Sequence[Block]) -> list[Block]:
    """Without the ids that Slack has given them: what is edited is to have new ones."""
    return [{name: value for name, value in block.items() if name != "block_id"} for block in blocks]


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    """Each button with a number of its own again."""
    numbers = count()
    return [
        {**block, "elements": [_with(one, next(numbers)) for one in block["elements"]]}
        if block.get("type") == "actions"
        else block
        for block in blocks
    ]


def _with(element: dict[str, Any], number: int) -> dict[str, Any]:
    return {**element, "action_id": f"{str(element['action_id']).rpartition(':')[0]}:{number}"}


def _text(blocks: Sequence[Block]) -> str:
    """All that is said in them, for who hears it read."""
    return shorten("\n".join(block["text"]["text"] for block in blocks if "text" in block), ROOM)
