"""An event log that is handed in: what is the purchase is asked, it is counted elsewhere, and whoever handed it in is
told what came of it, with a press that puts the figures into the map."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from journeybot.brevity import short
from journeybot.commands.call import Call, own_form
from journeybot.drafts import Draft
from journeybot.exports.imports.measures import as_table
from journeybot.forms import Answers, Field, Kind, Option, Unusable
from journeybot.journey import JourneyMap, Key
from journeybot.ports import Showable
from journeybot.replies import Ask, Button, Reply, Say, Show
from journeybot.steps.desk import field_of
from journeybot.workshop import Refusal

if TYPE_CHECKING:
    from journeybot.analytics import Analysis, Asked, Table
    from journeybot.analytics.handed_in import Log

THEIRS = "theirs"
"""Behind the key of a file that waits: where it differs from the map, the file wins."""

TOLD = ("stages", "leaving", "before", "effects", "unmapped")
"""The tables that are told; the command line has all."""

MOST_ROWS = 5
LONGEST_NAME = 60
SEVERAL = "\n"
"""Between names that are kept as one text; no name has it in it."""


def is_log(data: bytes) -> bool:
    """Whether a file is an event log. Raises Unreadable."""
    from journeybot.analytics.handed_in import is_log as looks_like_it  # noqa: PLC0415  most files are something else

    return looks_like_it(data)


def handed_in(call: Call, draft: Draft, *, field: str) -> list[Reply]:
    """Ask what must be known to count it; it waits for the answer. Raises Unusable, Unreadable."""
    from journeybot.analytics.handed_in import can_count, log_of  # noqa: PLC0415  as above
    from journeybot.exports.imports.opening import LARGEST  # noqa: PLC0415

    if not can_count():
        raise Unusable({field: ("cannot_count", {})})
    if len(draft.data) > LARGEST:
        raise Unusable({field: ("log_too_long", {"most": LARGEST // 1000})})
    log = log_of(draft.data)
    call.store.keep_draft(draft)
    form = own_form(call, "import", fields(call, log))
    intro = call.plain.say("import.log.intro", rows=log.rows, valued=log.valued)
    return [Ask(form=replace(form, subject=draft.key, intro=intro, submit=call.plain.say("import.log.submit")))]


def fields(call: Call, log: "Log | None" = None) -> tuple[Field, ...]:
    """What is asked of a log; when the answer is taken, what was offered is looked up in the log itself."""
    names = enumerate(log.touchpoints if log else ())
    options = tuple(Option(f"{at}", name) for at, name in names)
    goals = field_of(call.plain, "import.goals", Kind.CHOICES, options=options, refers=True)
    return replace(goals, required=log is not None and not log.valued), replace(
        field_of(call.plain, "import.carts", Kind.CHOICES, options=options, refers=True)
    )


def to_be_counted(call: Call, answers: Answers, key: Key) -> list[Reply]:
    """Have it counted, and say so."""
    from journeybot.analytics.handed_in import log_of  # noqa: PLC0415  as above

    draft = call.store.draft(call.who.tenant, call.workshop.key, key)
    if draft is None or not is_log(draft.data):
        raise Refusal("nothing_waiting")
    log = log_of(draft.data)
    chosen = {name: SEVERAL.join(_chosen(log, answers.get(name))) for name in ("goals", "carts")}
    if not chosen["goals"] and not log.valued:
        raise Unusable({"goals": ("which_is_the_purchase", {})})
    showing = replace(call.showing(Showable.FIGURES, what={"draft": key, **chosen}, in_thread=False), key=f"log-{key}")
    call.store.show(showing)
    return [Show(showing=showing.key), Say(text=call.say("import.log.counting", rows=log.rows))]


def _chosen(log: "Log", value: object) -> Iterator[str]:
    """The touchpoints that were chosen by their place in the log."""
    for at in value if isinstance(value, tuple) else ():
        if at.isdecimal() and int(at) < len(log.touchpoints):
            yield log.touchpoints[int(at)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """A log that is to be counted: its text (empty if it waits no longer), what is asked of it, and the map that it
    belongs to; and what is said of what comes of it, to whoever handed it in."""

    call: Call
    draft: Draft | None
    text: str
    asked: "Asked"
    journey: JourneyMap

    def told(self, found: "Analysis | Exception | None") -> Say:
        """The figures in short, with a press that puts them into the map; or why there are none."""
        from journeybot.analytics import Uncountable, opening, tables  # noqa: PLC0415  as above

        call = self.call
        if found is None or self.draft is None:
            return Say(text=call.say("import.log.replaced"))
        if isinstance(found, Uncountable):
            return Say(
                text=call.say("import.log.refused", why=call.say(f"analytics.refused.{found.why}", **found.values))
            )
        if isinstance(found, Exception):
            return Say(text=call.say("import.log.stuck"))
        lines = opening(found, call.words)
        told = [one for one in tables(found, call.plain) if one.name in TOLD]
        shown = [_Shown(one.title, _rows(call, one), max(0, len(one.rows) - MOST_ROWS)) for one in told]
        return Say(text=call.words.tell("counted", lines=lines, tables=shown), buttons=(self._press(self.draft.key),))

    def keep(self, found: "Analysis | Exception | None") -> None:
        """From here on the figures wait for the press and the log, with the customers in it, is gone; unless another
        file waits already."""
        from journeybot.analytics import Analysis, measures_of  # noqa: PLC0415  as above

        call, draft = self.call, self.draft
        if draft is None or not call.store.draft(draft.tenant, draft.workshop, draft.key):
            return
        if not isinstance(found, Analysis):
            call.store.drop_draft(draft.tenant, draft.workshop, draft.key)
            return
        words = call.for_all().plain
        log = words.say("import.log.called", day=call.now().date())
        measures = measures_of(found, self.journey, words, log=log)
        call.store.keep_draft(replace(draft, data=as_table(measures, self.journey)))

    def _press(self, key: Key) -> Button:
        label = self.call.plain.say("buttons.figures_into_map")
        return self.call.button("import", f"{key} {THEIRS}", label=label, style="primary")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A table as it is told: its title, the first rows, and how many there are besides."""

    title: str
    rows: list[str]
    more: int


def _rows(call: Call, table: "Table") -> list[str]:
    """The first rows, each as a line."""
    from journeybot.analytics.report import told  # noqa: PLC0415  as above

    lines = ([told(cell, call.plain) for cell in row] for row in table.rows[:MOST_ROWS])
    return [
        call.say(f"import.told.{table.name}", name=short(name, LONGEST_NAME), cells=cells) for name, *cells in lines
    ]


def counting(call: Call, what: Mapping[str, str]) -> Counting:
    """What is to be counted."""
    from journeybot.analytics import Asked  # noqa: PLC0415  as above
    from journeybot.analytics.handed_in import log_of  # noqa: PLC0415

    draft = call.store.draft(call.who.tenant, call.workshop.key, what["draft"])
    waits = draft is not None and is_log(draft.data)
    text = log_of(draft.data).text if draft and waits else ""
    goals, carts = (tuple(filter(None, what[name].split(SEVERAL))) for name in ("goals", "carts"))
    asked = Asked(goals=goals, carts=carts)
    return Counting(call=call, draft=draft if waits else None, text=text, asked=asked, journey=call.shown())
