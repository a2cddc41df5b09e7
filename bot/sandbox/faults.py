"""What goes wrong on purpose, drawn from a seed so that it goes wrong the same way again, and a record of what did."""

import json
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response


class OnCall(StrEnum):
    """To a call of the Web API. After `drop_after`, `late`, `garbage` and `lost` it has been carried out."""

    BUSY = "429"
    FAILS = "500"
    ERROR = "error"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    LATE = "late"
    GARBAGE = "garbage"


class OnDelivery(StrEnum):
    """To what the bot is told: it comes twice, later than what followed it, or its acknowledgement gets lost."""

    TWICE = "twice"
    HELD_BACK = "held_back"
    LOST_ACK = "lost_ack"


GOT = {
    OnCall.BUSY: "429 ratelimited",
    OnCall.FAILS: "503",
    OnCall.ERROR: "internal_error",
    OnCall.DROP_BEFORE: "hung up",
    OnCall.DROP_AFTER: "hung up",
    OnCall.GARBAGE: "no JSON",
}
"""What the bot gets instead of an answer, as a record says it; `spoilt` gives it."""

K = TypeVar("K", OnCall, OnDelivery)
USUAL_RATE = 0.05
CARRIED_OUT = frozenset({OnCall.DROP_AFTER, OnCall.LATE, OnCall.GARBAGE})


@dataclass
class Faults:
    """`rate` of all calls (of `methods`, if any are named), and of all deliveries, go wrong in one of the `kinds`.
    `late` and `held_back` are the most seconds that something is delayed; `record` takes a line of JSON for everything
    that happened."""

    seed: int = 0
    rate: float = 0.0
    kinds: frozenset[str] = frozenset([*OnCall, *OnDelivery])
    late: float = 7.0
    held_back: float = 0.3
    record: Path | None = None
    methods: frozenset[str] = frozenset()
    _chance: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)  # noqa: S311  dice, not a secret

    def on_call(self, method: str = "") -> OnCall | None:
        """What happens to the next call, if anything does."""
        return None if self.methods and method not in self.methods else self._draw(OnCall)

    def on_delivery(self) -> OnDelivery | None:
        """What happens to the next delivery, if anything does."""
        return self._draw(OnDelivery)

    def delay(self, most: float) -> float:
        """Some seconds, `most` at the most."""
        return self._chance.uniform(0, most)

    def note(self, what: str, name: str, **more: Any) -> None:
        """Write down something that happened."""
        if self.record is not None:
            with self.record.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps({"at": time.time(), "what": what, "name": name, **more}) + "\n")

    def _draw(self, kinds: Iterable[K]) -> K | None:
        possible = [kind for kind in kinds if kind in self.kinds]
        if not possible or self._chance.random() >= self.rate:
            return None
        return self._chance.choice(possible)


def read_faults(text: str) -> Faults:
    """`seed=42,rate=0.05,kinds=429+late` as the command line gives it; where anything is given, and no rate, it is
    `USUAL_RATE`. Raises ValueError in a sentence."""
    given = dict(part.partition("=")[::2] for part in text.split(",") if part)
    unknown = given.keys() - {"seed", "rate", "kinds"}
    kinds = frozenset(given.get("kinds", "").split("+")) - {""} or Faults.kinds
    if unknown or not kinds <= Faults.kinds:
        raise ValueError(f"Faults are like seed=42,rate=0.05,kinds=429+late; the kinds: {', '.join(_all_kinds())}.")
    try:
        seed, rate = int(given.get("seed", "0")), float(given.get("rate", USUAL_RATE if given else 0))
        if 0 <= rate <= 1:
            return Faults(seed=seed, rate=rate, kinds=kinds)
    except ValueError:
        pass
    raise ValueError("The seed is a whole number, and the rate a number from 0 to 1.")


def _all_kinds() -> list[str]:
    return [*OnCall, *OnDelivery]


def spoilt(fault: OnCall, request: Request) -> Response:
    """What the bot gets instead of an answer."""
    match fault:
        case OnCall.BUSY:
            return JSONResponse({"ok": False, "error": "ratelimited"}, 429, {"retry-after": "1"})
        case OnCall.FAILS:
            return PlainTextResponse("upstream connect error", 503)
        case OnCall.ERROR:
            return JSONResponse({"ok": False, "error": "internal_error"})
        case OnCall.GARBAGE:
            return PlainTextResponse("<html>not what you wanted</html>")
        case _:
            _hang_up(request)
            return Response()


def _hang_up(request: Request) -> None:
    """Cut the connection: uvicorn's own object for this exchange, whose method `receive` is, knows its transport."""
    transport = getattr(getattr(request.receive, "__self__", None), "transport", None)
    if transport is not None:
        transport.abort()
