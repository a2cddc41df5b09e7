"""Help: what can be done here now, in a few lines; and everything there is, under a few headings."""

from journeybot.commands.call import Call
from journeybot.commands.merging import similar_button
from journeybot.hiding import something_hidden
from journeybot.permissions import RULES, may_act_as
from journeybot.replies import Button, Reply, Say
from journeybot.typed import meanings, written
from journeybot.wording import Ready
from journeybot.workshop import Step

EVERYTHING = "all"

GROUPS: dict[str, tuple[str, ...]] = {
    "answer": ("add", "mine", "score", "vote", "outcome", "key", "reminders"),
    "enter": (
        "persona", "stages", "touchpoints", "moment", "challenge", "improve", "evidence", "measure", "paste",
        "headcount", "import", "inside",
    ),
    "see": (
        "status", "map", "story", "summary", "matrix", "check", "revisions", "reviews", "compare", "diff", "list",
        "improvements", "hotspots",
    ),
    "take": ("export", "sheet", "share"),
    "lead": (
        "next", "back", "skip", "reveal", "undo", "redo", "restore", "similar", "merge", "timer", "pause", "pace",
        "invite", "anonymous", "watch", "takeover", "handover", "visitors", "ask",
    ),
    "care": (
        "start", "retrospective", "about", "settings", "quiet", "language", "keep", "review", "close", "reopen",
        "erase", "help",
    ),
}  # fmt: skip
"""The headings of `help all`, and under which of them each command stands; a test misses none."""

NOW: dict[Step, tuple[str, ...]] = {
    Step.MOMENTS: ("score",),
    Step.CHALLENGES: ("vote", "similar"),
    Step.IMPROVEMENTS: ("vote", "matrix"),
}
"""What else a step is about, besides `ALWAYS` and, for who leads, `LEADING`."""

ALWAYS = ("add", "mine")
LEADING = ("next", "reveal", "undo", "timer")
ENDED = ("map", "story", "summary", "export", "review", "reopen", "start", "retrospective")
NOTHING_YET = ("start", "retrospective", "import", "list")


def help_(call: Call) -> list[Reply]:
    """What can be done here now, and the current step; or everything, if that is asked for."""
    everything = meanings("arguments").get(call.argument.casefold(), call.argument) == EVERYTHING
    usable = _usable(call)
    groups = _all(call, usable) if everything else [("", _told(call, _now(call, usable)))]
    text = call.words.tell("help", groups=groups, everything=everything, **_about(call))
    more = () if everything else (call.button("help", EVERYTHING, label=call.plain.say("buttons.all_commands")),)
    return [Say(text=text, buttons=(*_buttons(call), *more))]


def _about(call: Call) -> dict[str, object]:
    workshop = call.found
    if workshop is None:
        return {"workshop": None}
    title, question = call.say(f"{workshop.step}.title"), call.say(f"{workshop.step}.question")
    leads, last = call.who.id in workshop.facilitators, workshop.step is workshop.steps[-1]
    return {"workshop": workshop, "title": title, "question": question, "leads": leads, "last": last}


def _now(call: Call, usable: list[str]) -> list[str]:
    workshop = call.found
    if workshop is None:
        wanted: tuple[str, ...] = NOTHING_YET
    elif not workshop.open:
        wanted = ENDED
    else:
        wanted = (*ALWAYS, *NOW.get(workshop.step, ()), *LEADING, "map", "status")
    weighed = workshop is None or not workshop.looks_back
    found = [name for name in wanted if name in usable and (weighed or name != "matrix")]
    if workshop and "reveal" in found and not something_hidden(call.journey(), workshop):
        found.remove("reveal")
    return found


def _all(call: Call, usable: list[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    found = [(name, [one for one in names if one in usable]) for name, names in GROUPS.items()]
    return [(call.plain.say(f"helping.{name}"), _told(call, names)) for name, names in found if names]


def _told(call: Call, names: list[str]) -> list[tuple[str, str]]:
    """As each is typed, with what it does; those words are ours, so what is marked up in them stays so."""
    hints = call.plain.words("commands")
    return [(written("commands", name, call.plain.language), Ready(hints[name])) for name in names]


def _usable(call: Call) -> list[str]:
    """The commands this person can use now."""
    return [name for name in call.plain.words("commands") if name in RULES and _of_use(call, name)]


def _of_use(call: Call, name: str) -> bool:
    rule = RULES[name]
    if call.found is None:
        return rule.needs == "none" or rule.begins
    if not may_act_as(rule.role, call.who.id, call.found):
        return False
    if name == "review" and call.found.looks_back and not call.found.review:
        return False
    if name in {"start", "retrospective", "reopen"}:
        return not call.found.open
    return call.found.open or rule.needs != "open"


def _buttons(call: Call) -> tuple[Button, ...]:
    workshop = call.found
    if workshop is None:
        return (
            call.button("start", style="primary"),
            call.button("retrospective"),
            call.button("begin"),
            call.button("list"),
        )
    main = (call.add_button(style="primary"), call.button("mine")) if workshop.open else ()
    return (*main, call.button("map"), call.button("summary"), *for_leads(call))


def for_leads(call: Call) -> tuple[Button, ...]:
    """What only a facilitator is offered."""
    leads = call.workshop.open and call.who.id in call.workshop.facilitators
    return (*similar_button(call), *_ends(call), call.button("settings")) if leads else ()


def _ends(call: Call) -> tuple[Button, ...]:
    return (call.button("close"),) if call.workshop.step is call.workshop.steps[-1] else ()
