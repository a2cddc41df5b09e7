"""A dialog that promised to hide what is given in it, overtaken by the reveal: it is asked once more."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from journeybot.forms import Answers, Form
from journeybot.journey import Note, Score, Vote
from journeybot.replies import Ask
from journeybot.steps.desk import HIDDEN, Desk, Dialog


class Overtaken(Exception):
    """What a dialog promised to hide would be seen at once by now. `desk` is where it was to be taken."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.subject)
        self.desk = desk


def must_not_be(desk: Desk, form: Form, *, seen: Mapping[str, str], put: Iterable[Note]) -> None:
    """Raises Overtaken, if a feeling or a dot is given in a dialog that promised when it was asked (`seen`) to hide it,
    and would not promise so now (`form`)."""
    if HIDDEN in seen and HIDDEN not in form.seen and any(isinstance(note, Score | Vote) for note in put):
        raise Overtaken(desk)


def asked_once_more(dialog: Dialog, desk: Desk, *, seen: Mapping[str, str], answers: Answers) -> Ask:
    """The same dialog with all that was given in it, which says now who will see that."""
    form = dialog.form(replace(desk, notes=None, asking=True))
    words = desk.words
    return Ask(
        form=replace(
            form,
            intro=f"{words.say('dialogs.revealed')}\n\n{form.intro}",
            submit=words.say("dialogs.submit_revealed"),
            fields=tuple(replace(field, initial=answers.get(field.name)) for field in form.fields),
            seen={name: value for name, value in seen.items() if name != HIDDEN},
        )
    )
