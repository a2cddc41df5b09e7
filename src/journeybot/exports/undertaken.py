"""What a channel has taken on as a file to take away: a table, or a list for a page of the team, both with links."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from journeybot.exports.guarding import guarded
from journeybot.exports.markdown import escape
from journeybot.journey import Improvement, JourneyMap, Status
from journeybot.reviews import came_of_it
from journeybot.undertakings import by_urgency, is_overdue
from journeybot.wording import Wording

COLUMNS = ("improvement", "state", "overdue", "owner", "due", "impact", "effort", "against", "came", "map", "link")


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A map, with people's names, and the address of its card; empty where there is none."""

    journey: JourneyMap
    link: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    one: Improvement
    of: Linked


def to_table(maps: Sequence[Linked], wording: Wording, today: date) -> bytes:
    """All improvements of these maps as CSV for a spreadsheet, the most urgent first; the headings are in the language
    of `wording`, days are ISO."""
    heads, states = wording.words("followed.columns"), wording.words("followed.states")
    text = StringIO(newline="")
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow([heads[name] for name in COLUMNS])
    for line in _lines(maps, today):
        one, about = line.one, line.of.journey.about
        late = heads["overdue"] if is_overdue(one, today) else ""
        known = (one.text, states[one.status], late, one.owner, one.due, one.impact, one.effort, _against(line))
        lines.writerow([_cell(cell) for cell in (*known, came_of_it(one), about.title, line.of.link)])
    return text.getvalue().encode("utf-8-sig", "replace")


def to_list(maps: Sequence[Linked], wording: Wording, today: date) -> bytes:
    """The same as a Markdown list of tasks, ticked where they are done."""
    said = [wording.say("followed.file.heading", day=today), ""]
    for line in _lines(maps, today):
        one, about = line.one, line.of.journey.about
        title, link = escape(about.title), line.of.link
        told = wording.say(
            "followed.file.line",
            text=escape(one.text),
            status=one.status,
            overdue=is_overdue(one, today),
            due=one.due,
            owner=escape(one.owner),
            came=escape(came_of_it(one)),
            where=f"[{title}]({link})" if link else title,
        )
        said.append(f"- [{'x' if one.status is Status.DONE else ' '}] {told}")
    return ("\n".join(said) + "\n").encode("utf-8", "replace")


LISTS: Mapping[str, Callable[[Sequence[Linked], Wording, date], bytes]] = {"csv": to_table, "md": to_list}
"""How the list can be taken away, by the ending of the file."""


def _lines(maps: Sequence[Linked], today: date) -> Iterator[_Line]:
    every = [_Line(one, of) for of in maps for one in of.journey.improvements if one.status is not Status.CARRIED]
    yield from sorted(every, key=lambda line: by_urgency(line.one, today))


def _against(line: _Line) -> str:
    texts = {pain.key: pain.text for pain in line.of.journey.challenges}
    return "\n".join(texts[key] for key in line.one.challenges if key in texts)


def _cell(cell: object) -> str:
    return "" if cell is None else guarded(str(cell))
