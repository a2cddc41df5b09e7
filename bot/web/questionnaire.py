"""The pages on which customers answer: a form under an unguessable address, and what becomes of what they send."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot import tallies
from bot.web.crowd import ANSWERS, IN_VAIN, PAGES, TO_ONE, Crowd
from bot.web.handed_in import HandedIn, Wrong, handed_in
from bot.web.leaflet import asking, saying
from bot.web.paper import language_of
from journeybot.journey import Touchpoint
from journeybot.ports import Clock, Store
from journeybot.questionnaires import Given, Opening, Questionnaire, respond
from journeybot.workshop import Refusal

PAGE, ANSWER, THANKS = "/q/{link}", "/q/{link}/answer", "/q/{link}/thanks"

CROWDED = "crowded"
"""Too many from one address, or for one touchpoint."""

log = logging.getLogger("journeybot.web")


def routes(store: Store, clock: Clock) -> list[Route]:
    """The form, where it is sent to, and the thanks. Who has the link may open all three, and nobody needs more."""
    counter = Counter(store, clock)
    return [
        Route(PAGE, counter.page, methods=["GET"]),
        Route(ANSWER, counter.answer, methods=["POST"]),
        Route(ANSWER, counter.page, methods=["GET"]),
        Route(THANKS, counter.thanks, methods=["GET"]),
    ]


@dataclass(frozen=True, slots=True)
class Counter:
    """Where customers hand their answers in. It knows nobody: of an address it keeps a salted hash for minutes, in
    memory, and of a browser nothing."""

    store: Store
    clock: Clock
    crowd: Crowd = field(default_factory=Crowd)

    def page(self, request: Request) -> Response:
        """The form; or, in plain words, why there is none."""
        return self._for(request, lambda asked: asking(asked, HandedIn(page=fresh_page())))

    def thanks(self, request: Request) -> Response:
        """What is said once an answer has arrived."""
        asked = self._asked(request)
        return asked if isinstance(asked, Response) else saying(asked.language, "thanks", back=f"/q/{asked.link}")

    async def answer(self, request: Request) -> Response:
        """Take what was typed; where that will not do, the form once more with everything in it."""
        typed = await handed_in(request)
        return await run_in_threadpool(
            lambda: self._for(request, lambda asked: self._take(request, asked, typed=typed))
        )

    def _for(self, request: Request, answered: Callable[[Questionnaire], Response]) -> Response:
        asked = self._asked(request)
        if isinstance(asked, Response):
            return asked
        try:
            opening = self._opening(asked)
        except Exception:  # whoever stands there is told, whatever it was
            log.exception("a questionnaire could not be shown")
            return saying(asked.language, "trouble", status=503)
        if opening is Opening.OPEN:
            return answered(asked)
        status = 410 if opening is Opening.CLOSED else 200
        return saying(asked.language, opening.value, status=status, day=asked.opens_on)

    def _asked(self, request: Request) -> Questionnaire | Response:
        """The questionnaire of the address; or what is said where there is none, or too many come."""
        link, whose = request.path_params["link"], _address(request)
        language = language_of(request.headers.get("accept-language", ""))
        if not self.crowd.lets(PAGES, whose) or not self.crowd.still_lets(IN_VAIN, whose):
            tallies.count(tallies.REFUSED, CROWDED)
            return saying(language, "crowded", status=429)
        try:
            asked = self.store.questionnaires.linked(link)
        except Exception:  # as above
            log.exception("a questionnaire could not be looked for")
            return saying(language, "trouble", status=503)
        if asked is None:
            self.crowd.lets(IN_VAIN, whose)
            return saying(language, "unknown", status=404)
        return asked

    def _opening(self, asked: Questionnaire) -> Opening:
        """Closed, too, while its touchpoint is not on the map."""
        there = self.store.note(asked.tenant, asked.workshop, asked.touchpoint)
        return asked.at(self.clock()) if isinstance(there, Touchpoint) else Opening.CLOSED

    def _take(self, request: Request, asked: Questionnaire, *, typed: HandedIn) -> Response:
        """Save, then say thanks. What a machine typed is thanked for as well, so that it learns nothing."""
        thanks = RedirectResponse(
            THANKS.format(link=asked.link), status_code=303, headers={"cache-control": "no-store"}
        )
        if typed.by_a_machine:
            return thanks
        if problems := typed.problems(asked.scale):
            return asking(asked, typed, problems=problems, status=422)
        if not (self.crowd.lets(ANSWERS, _address(request)) and self.crowd.lets(TO_ONE, asked.key)):
            tallies.count(tallies.REFUSED, CROWDED)
            return asking(asked, typed, problems={"first": Wrong("crowded")}, status=429)
        given = Given(page=typed.page, value=int(typed.answer), comment=typed.comment)
        today = self.clock().astimezone(UTC).date()
        try:
            self.store.change(asked.tenant, asked.workshop, respond(asked, given, on=today), what="respond")
        except Refusal:
            return saying(asked.language, "closed", status=410)
        except Exception:  # as above
            log.exception("a customer's answer could not be kept")
            return asking(asked, typed, problems={"first": Wrong("trouble")}, status=503)
        return thanks


def fresh_page() -> str:
    """A number for a page, by which it is known if it is sent twice."""
    return secrets.token_urlsafe(16)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
