"""What a customer's browser sends us: read with bounds, and looked over."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request

from journeybot.forms import clean
from journeybot.questionnaires import LONGEST_COMMENT
from journeybot.results import SCALES, Scale

MOST_BYTES = 64_000
FORM = "application/x-www-form-urlencoded"
A_PAGE = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What will not do: the sentence `questionnaire.page.<why>`, and what is in its gaps."""

    why: str
    gaps: Mapping[str, object] = field(default_factory=dict)


Problems = Mapping[str, Wrong]
"""By the id of the field that will not do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What was typed, as it was. `unreadable`: it came in no order that we read; `endless`: nor was there an end."""

    page: str
    answer: str = ""
    comment: str = ""
    by_a_machine: bool = False
    unreadable: bool = False
    endless: bool = False

    def problems(self, scale: Scale) -> Problems:
        """What of it will not do."""
        if self.endless:
            return {"first": Wrong("endless", {"longest": LONGEST_COMMENT})}
        if self.unreadable:
            return {"first": Wrong("not_readable")}
        lowest, highest = SCALES[scale]
        found = {}
        if self.answer not in {str(value) for value in range(lowest, highest + 1)}:
            found["first"] = Wrong("choose")
        if len(self.comment) > LONGEST_COMMENT:
            found["comment"] = Wrong("too_long", {"length": len(self.comment), "longest": LONGEST_COMMENT})
        return found


async def handed_in(request: Request) -> HandedIn:
    """What came with a request. Never raises for what somebody sends."""
    unreadable = HandedIn(page=secrets.token_urlsafe(16), unreadable=True)
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != FORM:
        return unreadable
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                return replace(unreadable, endless=True)
        found = parse_qs(body.decode("ascii"), keep_blank_values=True, errors="replace")
    except (ClientDisconnect, ValueError):  # gone before all of it had come, or not ASCII
        return unreadable
    given = {name: values[0] for name, values in found.items()}
    page = given.get("page", "")
    return HandedIn(
        page=page if A_PAGE.fullmatch(page) else unreadable.page,
        answer=given.get("answer", "").strip(),
        comment=clean(given.get("comment", "")),
        by_a_machine=bool(given.get("website", "").strip()),
    )
