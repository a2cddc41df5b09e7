"""Everything that can be typed after /journey or pressed on a card: one table, one short function each."""

from collections.abc import Callable
from dataclasses import dataclass

from journeybot.commands import (
    across,
    asking,
    assigning,
    becoming,
    beginning,
    bringing,
    checking,
    comparing,
    customers,
    ending,
    erasing,
    followed,
    handing,
    helping,
    inside,
    keeping,
    leading,
    looking_back,
    masking,
    measuring,
    merging,
    mine,
    outcomes,
    pacing,
    revealing,
    reviewing,
    setting,
    sharing,
    speaking,
    telling,
    undoing,
    upkeep,
)
from journeybot.commands.call import Call
from journeybot.forms import Answers, Form
from journeybot.journey import Key
from journeybot.replies import Reply
from journeybot.steps import DIALOGS, OPENS
from journeybot.typed import meanings


def add(call: Call) -> list[Reply]:
    """What answers the question of the current step, or part of a review."""
    opens = OPENS[call.workshop.step]
    found = {"outcome": outcomes.outcome, "value": measuring.value, "became": looking_back.what_became}
    return found.get(opens, asking.add)(call)


COMMANDS: dict[str, Callable[[Call], list[Reply]]] = {
    "help": helping.help_,
    "start": leading.start,
    "retrospective": leading.retrospective,
    "begin": beginning.begin,
    "add": add,
    "mine": mine.mine,
    "key": masking.key,
    **dict.fromkeys(DIALOGS, asking.ask),
    "score": asking.score,
    "measure": measuring.measure,
    "value": measuring.value,
    "headcount": asking.ask,
    "paste": asking.ask,
    "import": bringing.import_,
    "next": leading.next_step,
    "back": leading.back,
    "skip": leading.skip,
    "reveal": revealing.reveal,
    "similar": merging.similar,
    "merge": merging.merge,
    "undo": undoing.undo,
    "redo": undoing.redo,
    "ask": customers.ask,
    "watch": leading.watch,
    "timer": pacing.timer,
    "pause": pacing.pause,
    "pace": pacing.pace,
    "invite": pacing.invite,
    "reminders": pacing.reminders,
    "anonymous": masking.anonymous,
    "takeover": leading.takeover,
    "handover": handing.handover,
    "visitors": handing.visitors,
    "status": telling.status,
    "map": telling.map_,
    "matrix": telling.matrix,
    "sheet": telling.sheet,
    "story": telling.story,
    "summary": telling.summary,
    "check": checking.check,
    "mute": checking.mute,
    "unmute": checking.unmute,
    "export": telling.export,
    "again": telling.again,
    "inside": inside.inside,
    "unlink": inside.unlink,
    "about": leading.about,
    "settings": setting.settings,
    "quiet": setting.quiet,
    "language": speaking.language,
    "close": ending.close,
    "review": upkeep.review,
    "reviews": reviewing.reviews,
    "outcome": outcomes.outcome,
    "reopen": leading.reopen,
    "erase": erasing.erase,
    "doing": becoming.doing,
    "done": becoming.done,
    "drop": becoming.drop,
    "unbegun": becoming.unbegun,
    "take": becoming.take,
    "takeback": becoming.takeback,
    "assign": assigning.assign,
    "became": looking_back.became,
    "share": sharing.share,
    "refresh": sharing.refresh,
    "compare": comparing.compare,
    "diff": comparing.diff,
    "keep": keeping.keep,
    "revisions": keeping.revisions,
    "restore": keeping.restore,
    "list": telling.list_,
    "improvements": followed.improvements,
    "hotspots": across.across,
    "edit": mine.edit,
    "delete": mine.delete,
}

ALIASES = {word: command for word, command in meanings("commands").items() if word != command}
"""Other words that people type, in any language; `touchpoint` typed without a note to edit means adding some."""


@dataclass(frozen=True, slots=True)
class OwnForm:
    """A dialog that is of no step: how it is asked and what is done with the answers, given the key it is about."""

    form: Callable[[Call], Form]
    take: Callable[[Call, Answers, Key], list[Reply]]


OWN_FORMS = {
    "start": OwnForm(leading.start_form, leading.started),
    "retrospective": OwnForm(looking_back.form, leading.started),
    "begin": OwnForm(beginning.begin_form, beginning.looked_at),
    "about": OwnForm(leading.about_form, leading.told_about),
    "settings": OwnForm(setting.settings_form, setting.set_up),
    "quiet": OwnForm(setting.quiet_form, setting.quieted),
    "language": OwnForm(speaking.language_form, speaking.settled),
    "ask": OwnForm(customers.ask_form, customers.asked),
    "compare": OwnForm(comparing.compare_form, comparing.chosen),
    "invite": OwnForm(pacing.invite_form, pacing.invited),
    "inside": OwnForm(inside.inside_form, inside.hung),
    "import": OwnForm(bringing.both_pages, bringing.looked_at),
    "close": OwnForm(ending.close_form, ending.closed),
    "review": OwnForm(upkeep.upkeep_form, upkeep.kept_up),
    "outcome": OwnForm(outcomes.outcome_form, outcomes.came_of_it),
    "assign": OwnForm(assigning.assign_form, assigning.assigned),
    "share": OwnForm(sharing.share_form, sharing.chosen),
    "handover": OwnForm(handing.handover_form, handing.handed_over),
    "merge": OwnForm(merging.merge_form, merging.chosen),
}

ONLY_PRESSED = frozenset(
    {"again", "edit", "delete", "background", "outlook", "weigh", "plan", "quote", "unlink", "value"}
    | {"refresh", "mute", "unmute", "doing", "done", "drop", "unbegun", "became", "take", "takeback"}
    | {"assign", "begin"}
)
"""Commands that need to know a note, or a channel's last map to be over, so they are buttons only."""

__all__ = ["ALIASES", "COMMANDS", "ONLY_PRESSED", "OWN_FORMS", "Call"]
