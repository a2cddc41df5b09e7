"""The real bot, which kills itself at a named moment: before or after a commit, before or after a call to Slack.

`python -m tests.soak.crashing` runs `journeybot run` with `CRASH_AT` like `after chat.postMessage 2`, the second time
that this has happened; without it, every moment that passes is written to the file `MOMENTS`.
"""

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

from bot.__main__ import main
from bot.slack.line import Line
from storage.writer import Together

_passed: Counter[str] = Counter()
_lock = Lock()


def passes(moment: str) -> None:
    """Here the process may end, as if the power had."""
    with _lock:
        _passed[moment] += 1
        numbered = f"{moment} {_passed[moment]}"
        if os.environ.get("CRASH_AT") == numbered:
            os.kill(os.getpid(), signal.SIGKILL)
        if moments := os.environ.get("MOMENTS"):
            with Path(moments).open("a", encoding="utf-8") as lines:
                lines.write(f"{numbered}\n")


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
    sys.argv = ["journeybot", "run"]
    main()
