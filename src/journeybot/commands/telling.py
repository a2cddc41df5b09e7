"""Telling: what the map says, to whoever asks: status, pictures, words, files, lists and help."""

from dataclasses import replace

from journeybot.commands.call import Call, number_in, persona_named
from journeybot.commands.comparing import differences_of
from journeybot.commands.counting import counted, has_something
from journeybot.commands.followed import TAKEN_ON, taken_on
from journeybot.commands.helping import for_leads
from journeybot.commands.inside import may_begin, part_of, state
from journeybot.commands.pacing import numbered, timing
from journeybot.commands.revealing import revealed
from journeybot.commands.reviewed import reviewed
from journeybot.commands.reviewing import CALL, OLD_CARD, words_of_call, words_of_old_card
from journeybot.commands.sharing import SHARED, words_of_copy
from journeybot.exports import FORMATS, PICTURES
from journeybot.hiding import felt_alone, hidden_feelings
from journeybot.paper import SHEET_AS_TEXT
from journeybot.ports import MapLine, Showable, ShowState
from journeybot.replies import Button, Reply, Row, Say, Show, staying
from journeybot.reveals import SINCE
from journeybot.story import story as told_story
from journeybot.story import summary as told_summary
from journeybot.typed import meanings
from journeybot.workshop import Refusal, Secret, Step

POST = "post"

MOST_LEFT_OUT = 4
"""What a format leaves out, as far as it is named where formats are offered."""

OF_REVISIONS = {
    SHARED: words_of_copy,
    "differences": differences_of,
    "reviewed": reviewed,
    CALL: words_of_call,
    OLD_CARD: words_of_old_card,
    TAKEN_ON: taken_on,
}
"""Texts about a map over time, or elsewhere."""


def status(call: Call) -> list[Reply]:
    """Who facilitates, the step, how many have answered; never who has not."""
    workshop = call.workshop
    text = call.words.tell(
        "status",
        workshop=workshop,
        title=call.say(f"{workshop.step}.title"),
        here=workshop.have_answered(workshop.step),
        everybody=len(workshop.counted),
        there=has_something(workshop),
        counts=counted(call),
        timing=timing(call),
    )
    add = (call.add_button(),) if workshop.open else ()
    return [Say(text=text, buttons=(*add, call.button("map"), *for_leads(call)))]


def map_(call: Call) -> list[Reply]:
    """Draw the map as it is now, for all personas or for the one that is named."""
    _must_have_something(call)
    showing = call.showing(Showable.MAP, what=_which(call))
    call.store.show(showing)
    return [Show(showing=showing.key), Say(text=call.say("showing.map"))]


def _which(call: Call) -> dict[str, str]:
    """Of which revision and whom somebody wants to see it: `r2`, `Maya`, or both. Raises Refusal: `no_such_revision`,
    `no_such_persona`."""
    word, _, rest = call.argument.partition(" ")
    number = number_in(word)
    if number:
        call.kept(number)
    persona = persona_named(call, rest if number else call.argument)
    what = {"revision": f"{number}" if number else "", "persona": persona.key if persona else ""}
    return {name: value for name, value in what.items() if value}


def matrix(call: Call) -> list[Reply]:
    """Draw the improvements by impact and effort."""
    if not call.workshop.counts.get("improvement"):
        raise Refusal("improvements_first")
    showing = call.showing(Showable.MAP, what={"picture": "matrix"})
    call.store.show(showing)
    return [Show(showing=showing.key), Say(text=call.say("showing.matrix"))]


def sheet(call: Call) -> list[Reply]:
    """A sheet to print and write on or, asked for as text, its lines to fill in and paste."""
    word, _, name = call.argument.partition(" ")
    as_text = meanings("arguments").get(word.casefold()) == SHEET_AS_TEXT
    persona = persona_named(call, name if as_text else call.argument)
    what = {"picture": "sheet", "format": SHEET_AS_TEXT if as_text else "pdf"}
    showing = call.showing(Showable.FILE, what=what | ({"persona": persona.key} if persona else {}))
    call.store.show(showing)
    other = () if as_text else (call.button("sheet", SHEET_AS_TEXT, label=call.plain.say("buttons.sheet_as_text")),)
    return [Show(showing=showing.key), Say(text=call.say("showing.sheet"), buttons=other)]


def _must_have_something(call: Call) -> None:
    counts = call.workshop.counts
    if not counts.get("stage") and not counts.get("persona"):
        raise Refusal("nothing_yet")


def story(call: Call) -> list[Reply]:
    """The journey told in words, to the person or, when they press so, in the thread."""
    return _words(call, "story")


def summary(call: Call) -> list[Reply]:
    """Top pains, improvements with owners, what people disagree on, to the person or in the thread."""
    return _words(call, "summary")


def _words(call: Call, which: str) -> list[Reply]:
    _must_have_something(call)
    word, _, rest = call.argument.partition(" ")
    if word == POST:
        showing = call.showing(Showable.TEXT, what={"text": which, **_which(replace(call, argument=rest))})
        call.store.show(showing)
        return [Show(showing=showing.key), Say(text=call.say("showing.text"))]
    what = _which(call)
    text = words_of(call.for_all(), {"text": which, **what})
    post = f"{POST} r{what['revision']}" if "revision" in what else POST
    return [Say(text=text, buttons=(call.button(which, post, label=call.plain.say("buttons.post")),))]


def words_of(call: Call, what: dict[str, str]) -> str:
    """The words of something owed to the chat (`text`: story, summary, step, takeover, handover or reveal)."""
    if what["text"] == "takeover":
        return call.say("leading.told", person=what["person"])
    if what["text"] == "handover":
        return call.say(
            "handover.told_shared" if what["stays"] else "handover.told", person=what["person"], by=what["by"]
        )
    if what["text"] == "step":
        step = Step(what["step"])
        title, question = call.say(f"{step}.title"), call.say(f"{step}.question")
        return call.say("leading.turned", **numbered(call.workshop, step), title=title, question=question)
    if what["text"] == "reveal":
        return revealed(call, Secret(what["secret"]), since=SINCE in what)
    if what["text"] in OF_REVISIONS:
        return OF_REVISIONS[what["text"]](call, what)
    journey = call.edition(int(what.get("revision") or 0))
    as_of = [call.say("revisions.as_of", number=journey.kept, day=journey.as_of)] if journey.kept else []
    if what["text"] == "summary":
        told = told_summary(journey, call.words, hidden=hidden_feelings(call.journey(), call.workshop))
    else:
        told = told_story(journey, call.words, persona=what.get("persona") or None)
    return "\n".join([*as_of, told])


def again(call: Call) -> list[Reply]:
    """Post what could not be posted, now that somebody asks for it."""
    showing = call.store.showing(call.who.tenant, call.workshop.key, call.argument)
    if showing is None:
        raise Refusal("gone")
    if showing.state is ShowState.DEAD:
        call.store.show(replace(showing, state=ShowState.DUE, attempts=0, error="", wake_at=None))
    return [Show(showing=showing.key), Say(text=call.say("showing.again"))]


def export(call: Call) -> list[Reply]:
    """The map as a file, in the format that is named: as it is now or, `pdf r2`, as it was in a revision; a picture of
    one persona alone, `pdf Maya`."""
    said = [word for word in call.argument.split() if not number_in(word)]
    number = next(filter(None, map(number_in, call.argument.split())), 0)
    wanted, whose = said[0].casefold().lstrip(".") if said else "", " ".join(said[1:])
    if f"{wanted}-{whose.casefold()}" in FORMATS:
        wanted, whose = f"{wanted}-{whose.casefold()}", ""
    if number:
        call.kept(number)
    if wanted not in FORMATS:
        known = call.say("refusals.no_such_format", name=" ".join(said)) if said else call.say("showing.which_format")
        rows = tuple(Row(text=_offered(call, name), buttons=as_files(call, name, revision=number)) for name in FORMATS)
        return [Say(text=known, rows=rows)]
    if whose and wanted not in PICTURES:
        raise Refusal("no_picture_of_one", format=wanted, names=PICTURES)
    persona = persona_named(call, whose)
    what = {"format": wanted, "revision": f"{number or ''}", "persona": persona.key if persona else ""}
    showing = call.showing(Showable.FILE, what={name: value for name, value in what.items() if value})
    call.store.show(showing)
    return [Show(showing=showing.key), Say(text=call.say("showing.file", format=wanted.upper(), held=_held_back(call)))]


def _offered(call: Call, name: str) -> str:
    """What a format is, and what it leaves out."""
    words, known = call.words.words("exports.what"), call.words.words("exports.without")
    left = [known[topic] for topic in FORMATS[name].without]
    said = call.say("showing.without", names=left[:MOST_LEFT_OUT], more=len(left) > MOST_LEFT_OUT)
    return f"{words[name]}. {said}" if left else f"{words[name]}."


def _held_back(call: Call) -> list[str]:
    """What nobody may see yet, and so is in no file."""
    whole, shown = call.journey(), call.shown()
    held = {
        "showing.held_scores": hidden_feelings(whole, call.workshop),
        "showing.held_alone": felt_alone(whole, call.workshop),
        "showing.held_votes": len(whole.votes) - len(shown.votes),
        "showing.held_responses": len(whole.responses) - len(shown.responses),
    }
    return [call.say(name) for name, many in held.items() if many]


def as_files(call: Call, *formats: str, revision: int = 0) -> tuple[Button, ...]:
    """A button for each of these formats, to take the map away in it, or one of its revisions."""
    labels, of = call.plain.words("exports.label"), f" r{revision}" if revision else ""
    return staying(*(call.button("export", f"{name}{of}", label=labels[name]) for name in formats))


def list_(call: Call) -> list[Reply]:
    """Every map of the channel."""
    lines = call.store.maps_in(call.place)
    if not lines:
        return [Say(text=call.say("list.nothing"), buttons=(call.button("start"),))]
    return [Say(text=call.say("list.heading", count=len(lines)), rows=tuple(row(call, line) for line in lines))]


def row(call: Call, line: MapLine) -> Row:
    """One map of a list, with what can be done with it."""
    workshop = line.workshop
    on = call.on(workshop)
    held = call.store.holders(call.who.tenant, workshop.key)
    text = call.say(
        "list.row",
        title=workshop.about.title,
        state=state(call, workshop),
        number=workshop.number if workshop.open else 0,
        of=len(workshop.steps),
        channel=workshop.place.channel if workshop.place.channel != call.place.channel else "",
        day=line.changed_at.date(),
        people=workshop.took_part,
    )
    more = () if workshop.open or call.who.id not in workshop.facilitators else may_begin(on) or (on.button("reopen"),)
    text = "\n".join([text, *([part_of(on, held)] if held else [])])
    return Row(text=text, buttons=(*staying(on.button("map"), on.button("summary")), *more))
