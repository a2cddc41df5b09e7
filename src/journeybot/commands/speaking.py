"""Speaking: the language of the map, and whether everybody in the workspace is spoken to in one."""

from dataclasses import replace

from journeybot.commands.call import Call, own_form
from journeybot.forms import Answers, Form, Kind, Option
from journeybot.journey import Key, Note, Persona, Stage, Touchpoint
from journeybot.prompt_files import languages, spoken
from journeybot.replies import Ask, Reply, Say
from journeybot.stage_templates import in_language
from journeybot.steps.desk import field_of
from journeybot.workshop import Change, Notes, Workshop

EACH = "each"
"""Everybody is spoken to in their own."""


def language(call: Call) -> list[Reply]:
    """Ask which language is spoken."""
    return [Ask(form=language_form(call))]


def language_form(call: Call) -> Form:
    """The dialog about languages; each is called by its own name."""
    known = tuple(Option(one, call.plain.spoken_in(one).say("language.name")) for one in languages())
    each = Option(EACH, call.plain.say("language.each"))
    of_map, of_all = spoken(call.workshop.about.language), call.store.language(call.who.tenant) or EACH
    fields = (
        field_of(call.plain, "language.map", Kind.SCALE, required=True, options=known, initial=of_map),
        field_of(call.plain, "language.people", Kind.SCALE, required=True, options=(each, *known), initial=of_all),
    )
    return own_form(call, "language", fields)


def settled(call: Call, answers: Answers, _subject: Key) -> list[Reply]:
    """Write down what was chosen. A map of a language that we do not speak keeps it until another one is chosen."""
    of_map, of_all = str(answers["map"]), str(answers["people"])
    if of_map != spoken(call.workshop.about.language):
        call.change(lambda workshop, notes: _in_language(call, of_map, workshop, notes=notes))
    call.store.speak(call.who.tenant, "" if of_all == EACH else of_all)
    words = call.words if of_all == EACH else call.words.spoken_in(of_all)
    return [Say(text=words.say("language.done", name=words.spoken_in(of_map).say("language.name")))]


def _in_language(call: Call, after: str, workshop: Workshop, *, notes: Notes) -> Change:
    """The map in another language, with what we ourselves have put there."""
    before, template = spoken(workshop.about.language), workshop.template or "empty"
    ours: tuple[Stage | Touchpoint, ...] = (*notes.every(Stage), *notes.every(Touchpoint))
    said: list[Note] = [in_language(note, template, before=before, after=after) for note in ours]
    team = {one: call.plain.spoken_in(one).say("retrospective.team") for one in (before, after)}
    people = notes.every(Persona) if workshop.looks_back else ()
    said += [replace(one, name=team[after]) if one.name == team[before] else one for one in people]
    changed = tuple(now for now, was in zip(said, (*ours, *people), strict=True) if now != was)
    return Change(workshop=replace(workshop, about=replace(workshop.about, language=after)), put=changed)
