"""Everything a team can do, for a chat to call: commands, presses, filled dialogs; and the card and page it shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from journeybot.commands import (
    ALIASES,
    COMMANDS,
    ONLY_PRESSED,
    OWN_FORMS,
    Call,
    asking,
    beginning,
    card,
    customers,
    home,
    logs,
    pacing,
    reviewing,
    sharing,
    telling,
)
from journeybot.commands.asking import Filled
from journeybot.commands.mine import taken
from journeybot.forms import Answers, Attached, Unusable, checked, clean
from journeybot.journey import JourneyMap, Key
from journeybot.masks import Tries
from journeybot.permissions import Standing
from journeybot.ports import Circle, Clock, Keys, Showing, Store
from journeybot.replies import Button, Card, Home, Mend, Reply, Say
from journeybot.tongues import LocaleOf, Tongues, nobody_says
from journeybot.typed import meanings, offered, written
from journeybot.wording import Wording
from journeybot.workshop import Place, Refusal, Who, Workshop

NEAR_ENOUGH = 74
"""Of 100: how alike a typed word and a command must be to be offered (rapidfuzz's ratio, of all of both)."""

TAKE_WORDS = frozenset({"ask", "pace", "reminders", "review", "timer"})
"""Commands whose argument is a word of ours, and not a name or a title that somebody chose."""


class Facilitator:
    """Leads workshops. Never raises Refusal or Unusable to the chat: a person gets a sentence. Safe in many threads."""

    def __init__(
        self,
        store: Store,
        wording: Wording,
        *,
        clock: Clock,
        keys: Keys,
        circle: Circle,
        locale_of: LocaleOf = nobody_says,
        public_url: str = "",
    ) -> None:
        self._store = store
        self._public_url = public_url
        self._circle = circle
        self.tongues = Tongues(store, wording, locale_of=locale_of)
        self._clock = clock
        self._keys = keys
        self._tries = Tries()

    def command(
        self, who: Who, place: Place, text: str, *, people: Sequence[str] = (), channels: Sequence[str] = ()
    ) -> list[Reply]:
        """What somebody typed after /journey; `people` and `channels` are those that it mentions."""
        typed, _, argument = text.strip().partition(" ")
        word = clean(typed).casefold().lstrip("/") or "help"
        command = ALIASES.get(word, word)
        found = self._store.latest_in(place)
        call = replace(
            self._call(who, place, argument=_meant(command, argument), found=found),
            people=tuple(people),
            channels=tuple(channels),
            command=command,
        )
        if command not in COMMANDS or command in ONLY_PRESSED:
            return self._do(call, lambda: self._unknown(call.allowed("help"), word))
        return self._do(call, lambda: COMMANDS[command](call.allowed(command)))

    def quote(self, who: Who, place: Place, *, text: str, said_by: str, link: str) -> list[Reply]:
        """A message that somebody wants on the map: its words, a mention of who wrote it, its address."""
        call = self._call(who, place, found=self._store.latest_in(place))
        return self._do(call, lambda: asking.quote(call.allowed("quote"), text=text, said_by=said_by, link=link))

    def press(
        self, who: Who, place: Place, *, command: str, argument: str = "", workshop: Key = "", seen: str = ""
    ) -> list[Reply]:
        """A button. It carries the workshop it stood on, so that an old card never acts on a new workshop."""
        found = self._store.workshop(who.tenant, workshop) if workshop else self._store.latest_in(place)
        if command not in COMMANDS or (workshop and found is None):
            return [Say(text=self.wording_for(who, place).say("refusals.gone"), refused=True)]
        call = self._call(who, place, argument=argument, found=found)
        return self._do(call, lambda: COMMANDS[command](replace(call.allowed(command), pressed=True, seen=seen)))

    def submit(
        self,
        who: Who,
        place: Place,
        *,
        form: str,
        workshop: Key,
        subject: Key,
        seen: Mapping[str, str],
        answers: Answers,
        files: Mapping[str, Attached] | None = None,
    ) -> list[Reply]:
        """A dialog that came back, with the files handed in at its fields. Saved when this returns, unless it returns
        Mend."""
        call = replace(self._call(who, place, answering=True, about=workshop), files=files or {})
        filled = Filled(form=form, workshop=workshop, subject=subject, seen=seen, answers=answers)
        try:
            return self._own(call, filled) if form in OWN_FORMS else taken(call, filled)
        except Unusable as unusable:
            return [_mend(call, unusable)]
        except Refusal as refusal:
            sentence = call.plain.say(f"refusals.{refusal.why}", **refusal.values).replace("`", "")
            return [Mend(problems={next(iter(answers), ""): sentence}, language=call.plain.language)]

    def choose(
        self,
        who: Who,
        place: Place,
        *,
        form: str,
        workshop: Key,
        subject: Key,
        seen: Mapping[str, str],
        answers: Answers,
    ) -> list[Reply]:
        """A live choice was changed in a dialog that is still open: [Ask] with the dialog as it is now, or nothing."""
        found = self._store.workshop(who.tenant, workshop)
        call = self._call(who, place, found=found, answering=True)
        filled = Filled(form=form, workshop=workshop, subject=subject, seen=seen, answers=answers)
        return self._do(call, lambda: asking.asked_anew(call.allowed(form), filled))

    def card(self, tenant: str, workshop: Key) -> Card:
        """The card of a workshop as it stands now. Raises Refusal `gone` if there is none."""
        return card.card(self._about(tenant, workshop))

    def home(self, who: Who) -> Home:
        """A person's own page."""
        return home.home(self._call(who, Place(who.tenant, "")))

    def may_be_shown(self, showing: Showing) -> bool:
        """Whether something may still be posted where it is owed: in its workshop's own channel, or where somebody
        wants it who is in both channels now. May ask the chat."""
        if not showing.workshop:
            return True
        workshop = self._store.workshop(showing.place.tenant, showing.workshop)
        if workshop is None or workshop.place == showing.place:
            return workshop is not None
        who = Who(showing.place.tenant, showing.asked_by)
        call = self._call(who, workshop.place, found=workshop)
        try:
            call.allowed("shown").at(showing.place).allowed("shown")
        except Refusal:
            return False
        return True

    def journey(self, tenant: str, workshop: Key, *, revision: int = 0, to: Place | None = None) -> JourneyMap:
        """The map as it may be seen now (of that revision, if any), without what is hidden until a reveal, and with the
        maps inside it that are of the channel `to`, if not its own. Raises Refusal `gone`, `no_such_revision`."""
        call = self._about(tenant, workshop)
        return call.edition(revision, may_read=lambda other: other.place == (to or call.place))

    def text_of(self, tenant: str, workshop: Key, what: Mapping[str, str]) -> str:
        """The words of a showing of kind TEXT, in the chat's markup. Raises Refusal `gone`."""
        return telling.words_of(self._about(tenant, workshop), dict(what))

    def buttons_under(self, showing: Showing) -> tuple[Button, ...]:
        """What can be pressed under a showing of kind TEXT. Raises Refusal `gone`."""
        return sharing.buttons_under(self._about(showing.place.tenant, showing.workshop), showing)

    def code(self, tenant: str, workshop: Key, questionnaire: Key) -> customers.Code:
        """What the code of a questionnaire leads to, and what is said beside it. Raises Refusal `gone`."""
        return customers.code_of(self._about(tenant, workshop), questionnaire)

    def counting(self, showing: Showing) -> logs.Counting:
        """The event log whose figures somebody waits for. Raises Refusal `gone`."""
        return logs.counting(self._theirs(Who(showing.place.tenant, showing.asked_by), showing.workshop), showing.what)

    def call_back(self, tenant: str, workshop: Key) -> Showing:
        """The message that asks a channel, on the review date, whether to look at its map again. Raises Refusal."""
        return reviewing.called_back(self._about(tenant, workshop))

    def time_up(self, tenant: str, workshop: Key) -> Say:
        """What the card's thread is told when the time of a step is up. Raises Refusal `gone`."""
        return pacing.time_up(self._about(tenant, workshop))

    def may_answer(self, who: Who, workshop: Key, *, command: str = "add") -> bool:
        """Whether somebody could answer there now by this, being in the channel. May ask the chat. Raises Refusal."""
        try:
            self._theirs(who, workshop).allowed(command)
        except Refusal:
            return False
        return True

    def reminder(self, who: Who, waits: Sequence[tuple[Key, Mapping[str, str]]]) -> Say:
        """What somebody is told in private of all that waits for them in these workshops: of each, a `step` or an
        `improvement`. Raises Refusal `gone`."""
        return pacing.reminder([(self._theirs(who, workshop), what) for workshop, what in waits])

    def wording_for(self, who: Who, place: Place, *, workshop: Key = "") -> Wording:
        """The words for what only this person sees, about that workshop or, if none is named, the place's."""
        tenant = who.tenant
        return self.tongues.of(
            who, lambda: self._store.workshop(tenant, workshop) if workshop else self._store.latest_in(place)
        )

    def _about(self, tenant: str, workshop: Key) -> Call:
        return self._theirs(Who(tenant, ""), workshop).for_all()

    def _theirs(self, who: Who, workshop: Key) -> Call:
        found = self._store.workshop(who.tenant, workshop)
        if found is None:
            raise Refusal("gone")
        return self._call(who, found.place, found=found)

    def _call(
        self,
        who: Who,
        place: Place,
        *,
        argument: str = "",
        found: Workshop | None = None,
        about: Key = "",
        answering: bool = False,
    ) -> Call:
        """What somebody asks for: about a workshop it happens in that one's channel, wherever the button was. `about`
        is a workshop that only the move will read."""
        place = found.place if found else place
        asks = bool(who.id and place.channel)
        standing = self._circle.standing(who, place, answering=answering) if asks else Standing.UNKNOWN
        words = self.tongues.of(who, lambda: found or (self._store.workshop(who.tenant, about) if about else None))
        call = Call(
            who=who,
            place=place,
            circle=self._circle,
            standing=standing,
            answering=answering,
            store=self._store,
            words=words,
            plain=words.plain,
            clock=self._clock,
            keys=self._keys,
            argument=argument,
            found=found,
            tries=self._tries,
            public_url=self._public_url,
        )
        return call.on(found) if found else call

    def _do(self, call: Call, act: Callable[[], list[Reply]]) -> list[Reply]:
        try:
            return act()
        except Refusal as refusal:
            said = call.say(f"refusals.{refusal.why}", **refusal.values)
            return [Say(text=said, buttons=beginning.instead(call, refusal.why), refused=True)]

    def _unknown(self, call: Call, word: str) -> list[Reply]:
        from rapidfuzz import fuzz, process  # noqa: PLC0415  3 MB that only a slip of the pen needs

        known = [name for name in (*COMMANDS, *ALIASES) if name not in ONLY_PRESSED]
        if meant := offered(word):
            said = call.say("refusals.unknown_but_meant", word=word)
            names = [written("commands", name, call.plain.language) for name in meant]
            buttons = (call.button(c, label=f"/journey {w}") for c, w in zip(meant, names, strict=True))
            return [Say(text=said, buttons=(*buttons, call.button("help")))]
        near = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
        if near is None:
            unknown = Say(text=call.say("refusals.unknown", word=word))
            return [unknown, *COMMANDS["help"](call)]
        name = ALIASES.get(near[0], near[0])
        close = near[0] if near[0] in COMMANDS else written("commands", name, call.plain.language)
        said = call.say("refusals.unknown_but_near", word=word, near=close)
        return [Say(text=said, buttons=(call.button(name, label=f"/journey {close}"), call.button("help")))]

    def _own(self, call: Call, filled: Filled) -> list[Reply]:
        """A dialog that is of no step."""
        found = self._store.workshop(call.who.tenant, filled.workshop) if filled.workshop else None
        if filled.workshop and found is None:
            raise Refusal("gone")
        about = (call.at(found.place) if found.place != call.place else call).on(found) if found else call
        own, allowed = OWN_FORMS[filled.form], replace(about.allowed(filled.form), seen=filled.where)
        return own.take(allowed, checked(own.form(allowed), filled.answers), filled.subject)


def _meant(command: str, argument: str) -> str:
    """What follows a command; the few words that it understands may be of any language."""
    said = argument.strip()
    return meanings("arguments").get(said.casefold(), said) if command in TAKE_WORDS else said


def _mend(call: Call, unusable: Unusable) -> Mend:
    problems = unusable.problems.items()
    said = {name: call.plain.say(f"problems.{why}", **values) for name, (why, values) in problems}
    return Mend(problems=said, language=call.plain.language)
