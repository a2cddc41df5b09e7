"""The real bot, which kills itself at a named moment: before or after a commit, before or after a call to Slack.

`python -m tests.soak.crashing` runs `journeybot run` with `CRASH_AT` like `after chat.postMessage 2`, the second time
that this has happened; every moment that passes is written to the file `MOMENTS`. The file `PLAN` names the moment to a
bot that is at work already: whenever it changes, counting begins anew, and it is gone once the bot has ended of it. The
bot's clock is ahead by the seconds in the file `AHEAD`.
"""

import gc
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any

gc.disable()  # as `journeybot run` does while it imports, which enables it again: else the start takes a fifth longer
from bot import wiring  # noqa: E402
from bot.__main__ import main  # noqa: E402
from bot.errands import embedded  # noqa: E402
from bot.errands.pacing import Rhythm  # noqa: E402
from bot.slack.line import Line  # noqa: E402
from storage.writer import Together  # noqa: E402

_passed: Counter[str] = Counter()
_lock = Lock()
_plans: list[str] = []


def passes(moment: str) -> None:
    """Here the process may end, as if the power had."""
    with _lock:
        planned = _planned()
        _passed[moment] += 1
        numbered = f"{moment} {_passed[moment]}"
        if numbered in {os.environ.get("CRASH_AT"), planned}:
            _end()
        if moments := os.environ.get("MOMENTS"):
            with Path(moments).open("a", encoding="utf-8") as lines:
                lines.write(f"{numbered}\n")


def _planned() -> str:
    """The moment in the file `PLAN`, after whatever tells one plan from the next."""
    plan = _text_of("PLAN")
    if plan not in _plans[-1:]:
        _plans.append(plan)
        _passed.clear()
    return plan.partition(": ")[2]


def _end() -> None:
    """The next one begins without a plan."""
    if plan := os.environ.get("PLAN"):
        Path(plan).unlink(missing_ok=True)
    os.kill(os.getpid(), signal.SIGKILL)


def _text_of(name: str) -> str:
    """What is in the file that the environment names; empty without one."""
    with suppress(KeyError, FileNotFoundError):
        return Path(os.environ[name]).read_text("utf-8")
    return ""


def ahead() -> datetime:
    """As `wiring.now`, so many seconds later."""
    return datetime.now(UTC) + timedelta(seconds=float(_text_of("AHEAD") or 0))


def around(kind: type[Any], method: str, name: Callable[..., str]) -> None:
    """Make the moments before and after a method."""
    real = getattr(kind, method)

    def watched(self: object, *given: Any, **named: Any) -> Any:
        moment = name(*given)
        passes(f"before {moment}")
        done = real(self, *given, **named)
        passes(f"after {moment}")
        return done

    setattr(kind, method, watched)


if __name__ == "__main__":
    around(Together, "_commit", lambda *_given: "commit")
    around(Line, "api_call", lambda api_method, *_rest: api_method)
    wiring.now = ahead
    if "PLAN" in os.environ:  # how often it looks, posts and edits is tried elsewhere
        embedded.LOOK_EVERY = 0.1
        Rhythm.EDITS = Rhythm.POSTS = Rhythm(0.05, 0.05, 3)
    sys.argv = ["journeybot", "run"]
    main()
