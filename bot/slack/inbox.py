"""Takes each delivery once: the same one again, at once or days later, gets the answer that the first one got."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Lock

from slack_bolt import BoltContext

from bot import tallies
from bot.slack.replying import Answer
from bot.slack.tenants import Payload, tenant_of
from journeybot.ports import Deliveries, Delivery, Doubled

MOST_KEPT = 2000
"""Answers that are remembered here; the others are in the database."""

IN_TIME = 2.5
"""Seconds that a second delivery waits for the first to be done: Slack hears of it within three."""


class StillAtWork(Exception):
    """The same has come before, and takes longer than anybody may be kept waiting."""


class Inbox:
    """Whatever `act` stores is stored together with the mark that this delivery has been taken, in one transaction."""

    def __init__(self, deliveries: Deliveries, *, later: Callable[[Callable[[], None]], None]) -> None:
        self._deliveries = deliveries
        self._later = later
        self._lock = Lock()
        self._answers: OrderedDict[Delivery, Future[Answer]] = OrderedDict()

    def answer(self, delivery: Delivery | None, act: Callable[[], Answer]) -> Answer:
        """What `act` answers, or has answered. A dialog that was sent back to be mended has not been taken."""
        if delivery is None:
            return act()
        answer, first = self._slot(delivery)
        if not first:
            tallies.count(tallies.DELIVERIES, "doubled")
            return _waited_for(answer)
        try:
            given = self._act(delivery, act)
        except BaseException as error:
            self._forget(delivery)
            answer.set_exception(error)
            raise
        if _sent_back(given):
            self._forget(delivery)
        answer.set_result(given)
        return given

    def _slot(self, delivery: Delivery) -> tuple[Future[Answer], bool]:
        with self._lock:
            known = self._answers.get(delivery)
            if known is not None:
                return known, False
            fresh: Future[Answer] = Future()
            self._answers[delivery] = fresh
            while len(self._answers) > MOST_KEPT:
                self._answers.popitem(last=False)
        return fresh, True

    def _forget(self, delivery: Delivery) -> None:
        with self._lock:
            self._answers.pop(delivery, None)

    def _act(self, delivery: Delivery, act: Callable[[], Answer]) -> Answer:
        try:
            with self._deliveries.taking(delivery) as taken:
                answer = act()
        except Doubled:
            tallies.count(tallies.DELIVERIES, "doubled")
            return self._deliveries.answer_to(delivery)
        tallies.count(tallies.DELIVERIES, "taken")
        if taken.stored and answer is not None:
            self._later(lambda: self._deliveries.answered(delivery, answer))
        return answer


def delivery_of(body: Payload, context: BoltContext) -> Delivery | None:
    """Which delivery a payload is; None where nothing in it is the same when it comes again.

    A dialog is known by its state and what is typed in it: pressed again because the answer got lost on its way, it
    comes with a new trigger. What is stored of that is a digest: it must not tell who typed what, and cannot be made
    again without the ids that Slack gave the dialog.
    """
    key = _of_view(body) if body.get("type") == "view_submission" else body.get("event_id") or body.get("trigger_id")
    return Delivery(tenant_of(context), str(key)) if key else None


def _of_view(body: Payload) -> str:
    view = body["view"]
    typed = json.dumps((view.get("state") or {}).get("values"), sort_keys=True)
    person = (body.get("user") or {}).get("id") or ""
    known = f"{person}.{view.get('id')}.{view.get('hash')}.{typed}"
    return f"view.{hashlib.sha256(known.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _waited_for(answer: Future[Answer]) -> Answer:
    """What the first delivery is answered with, or has failed with. Raises StillAtWork."""
    if not wait([answer], IN_TIME).done:
        raise StillAtWork
    return answer.result()


def _sent_back(answer: Answer) -> bool:
    return answer is not None and answer.get("response_action") == "errors"
