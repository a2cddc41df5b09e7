"""A dialog that cannot be saved stays open, each sentence where it belongs."""

from bot.slack import blocks
from bot.slack.lint import refuse
from journeybot.forms import Field, Form, Kind

VIEW = blocks.modal(
    Form(
        name="stage",
        title="A stage",
        submit="Save",
        intro="Tell us.",
        fields=(
            Field(name="phase", label="Phase", kind=Kind.CHOICE),
            Field(name="name", label="Name"),
            Field(name="m", label="M"),
        ),
    ),
    channel="C1",
)


def test_a_problem_is_shown_at_its_field() -> None:
    answer = blocks.errors({"m": "Too long."}, VIEW)
    assert answer == {"response_action": "errors", "errors": {"m@": "Too long."}}


def test_a_problem_without_an_input_is_shown_at_the_first() -> None:
    answer = blocks.errors({"phase": "Choose a phase.", "name": "Give it a name.", "": "Try again."}, VIEW)
    assert answer["errors"] == {"name@": "Choose a phase. Give it a name. Try again."}


def test_where_there_is_no_input_a_dialog_on_top_says_it() -> None:
    bare = blocks.modal(Form(name="a", title="T", submit="S", intro="Sure?", fields=()), channel="C1")
    answer = blocks.errors({"name": "The workshop is closed.", "m": "Reopen it."}, bare)
    assert answer["response_action"] == "push"
    assert answer["view"]["blocks"][0]["text"]["text"] == "The workshop is closed.\nReopen it."
    refuse(answer["view"], "modal")
