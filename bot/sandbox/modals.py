"""The dialogs that are open, one stack of at most three views per person, and everybody's Home tab."""

from collections import defaultdict
from dataclasses import dataclass, field

from bot.sandbox import Json
from bot.sandbox.clock import Clock
from bot.sandbox.ids import new_id, short_id
from bot.sandbox.inputs import Place, first_state, is_empty, places, still_fits, values
from bot.sandbox.news import News
from bot.sandbox.normal_form import filled_in
from bot.sandbox.people import Team
from bot.sandbox.refusals import Refusal

MOST_VIEWS = 3


@dataclass
class OpenView:
    """A view on somebody's screen: what the app sent, and what the person has put in since.

    `answered` counts how often it was sent and something came of it, if only errors.
    """

    id: str
    person: str
    sent: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    typed: dict[tuple[str, str], Json] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    sending: bool = False
    answered: int = 0

    @property
    def places(self) -> list[Place]:
        """Every interactive element of the view."""
        return list(places(self.sent["blocks"]))

    def state(self, place: Place) -> Json:
        """What an element that keeps a value holds now."""
        return self.typed.get((place.block_id, place.action_id)) or first_state(place.element)

    def values(self) -> Json:
        """`state.values`: every element that keeps a value, touched or not."""
        return values(self.places, self.typed)


class Modals:
    """All open views, and the rules of opening, updating and closing them."""

    def __init__(self, team: Team, clock: Clock, news: News) -> None:
        self._team = team
        self._clock = clock
        self._news = news
        self.stacks: dict[str, list[OpenView]] = defaultdict(list)
        self.homes: dict[str, OpenView] = {}

    def open(self, person_id: str, view: Json) -> OpenView:
        """Shows a first dialog; one that was open is replaced."""
        self._refuse_taken_external_id(view)
        self.stacks[person_id] = [self._new(person_id, view)]
        return self._shown(self.stacks[person_id][0])

    def unseen(self, person_id: str, view: Json) -> OpenView:
        """A view that Slack says it opened and that nobody gets to see."""
        return self._new(person_id, view)

    def push(self, person_id: str, view: Json) -> OpenView:
        """Puts a view on top; `not_found` without a dialog below, `push_limit_reached` above three."""
        stack = self.stacks[person_id]
        if not stack:
            raise Refusal("not_found")
        if len(stack) >= MOST_VIEWS:
            raise Refusal("push_limit_reached")
        self._refuse_taken_external_id(view)
        stack.append(self._new(person_id, view, below=stack[-1]))
        return self._shown(stack[-1])

    def update(self, shown: OpenView, view: Json, expected_hash: str | None = None) -> OpenView:
        """Replaces what a view shows.

        What stood in an element stays where block_id, action_id and kind stay, even against a new initial value, as
        in Slack (bolt-js issue 290).
        """
        if expected_hash is not None and expected_hash != shown.hash:
            raise Refusal("hash_conflict")
        self._refuse_taken_external_id(view, besides=shown)
        before = {(one.block_id, one.action_id): (one, shown.state(one)) for one in shown.places if one.kind}
        shown.sent, shown.hash, shown.errors = filled_in(view), self._new_hash(), {}
        old_typed, shown.typed = shown.typed, {}
        for place in shown.places:
            key = (place.block_id, place.action_id)
            was, state = before.get(key, (None, {}))
            touched = key in old_typed or (was is not None and not is_empty(was.element, state))
            if was is not None and touched and still_fits(place.element, state):
                shown.typed[key] = state
        return self._shown(shown)

    def publish(self, person_id: str, view: Json, expected_hash: str | None = None) -> OpenView:
        """Replaces a person's Home tab."""
        shown = self.homes.get(person_id)
        if expected_hash is not None and (shown is None or expected_hash != shown.hash):
            raise Refusal("hash_conflict")
        if shown is None:
            shown = self.homes[person_id] = self._new(person_id, view)
        shown.sent, shown.hash, shown.typed = filled_in(view), self._new_hash(), {}
        return self._shown(shown)

    def find(self, view_id: str | None = None, external_id: str | None = None) -> OpenView:
        """An open view or a Home tab by either id; else `not_found`."""
        shown = [view for stack in self.stacks.values() for view in stack] + list(self.homes.values())
        for view in shown:
            if view.id == view_id or (external_id and view.sent.get("external_id") == external_id):
                return view
        raise Refusal("not_found")

    def top(self, person_id: str) -> OpenView | None:
        """The dialog that this person has before them."""
        stack = self.stacks[person_id]
        return stack[-1] if stack else None

    def close(self, shown: OpenView) -> None:
        """Takes one view away (it may be gone already); the one below comes up again."""
        stack = self.stacks[shown.person]
        if shown in stack:
            stack.remove(shown)
        self._news.tell(people=[shown.person])

    def clear(self, person_id: str) -> None:
        """Closes every dialog of this person."""
        self.stacks[person_id] = []
        self._news.tell(people=[person_id])

    def view_object(self, shown: OpenView, *, with_state: bool = True) -> Json:
        """The view as Slack sends it to apps."""
        return {
            "id": shown.id,
            "team_id": self._team.id,
            **_DEFAULTS,
            **shown.sent,
            "state": {"values": shown.values() if with_state else {}},
            "hash": shown.hash,
            "previous_view_id": shown.previous_id,
            "root_view_id": shown.root_id,
            "app_id": self._team.app_id,
            "app_installed_team_id": self._team.id,
            "bot_id": self._team.bot_id,
        }

    def _new(self, person_id: str, view: Json, below: OpenView | None = None) -> OpenView:
        ident = new_id("V")
        root, previous = (below.root_id, below.id) if below else (ident, None)
        return OpenView(ident, person_id, filled_in(view), self._new_hash(), root, previous)

    def _new_hash(self) -> str:
        return f"{int(self._clock.now())}.{short_id()}{short_id()}"

    def _shown(self, view: OpenView) -> OpenView:
        self._news.tell(people=[view.person])
        return view

    def _refuse_taken_external_id(self, view: Json, besides: OpenView | None = None) -> None:
        ident = view.get("external_id")
        shown = [one for stack in self.stacks.values() for one in stack] + list(self.homes.values())
        if ident and any(one.sent.get("external_id") == ident for one in shown if one is not besides):
            raise Refusal("duplicate_external_id")


_DEFAULTS: Json = {
    "title": None,
    "close": None,
    "submit": None,
    "private_metadata": "",
    "callback_id": "",
    "external_id": "",
    "clear_on_close": False,
    "notify_on_close": False,
}
