"""A form as a person meets it in Slack, and what comes back from it."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack import blocks
from bot.slack.lint import refuse
from journeybot.forms import Field, Form, Kind, Option
from tests.examples import examples
from tests.slack import making
from tests.slack.untouched import sent_back

THREE = (Option("web", "Website"), Option("shop", "Shop"), Option("app", "App"))


def form(*fields: Field, **told: Any) -> Form:
    return Form(**{"name": "stage", "title": "A stage", "submit": "Save", "fields": fields, **told})


def inputs(*fields: Field, **told: Any) -> list[dict[str, Any]]:
    view = blocks.modal(form(*fields, **told), channel="C1")
    refuse(view, "modal")
    return [block for block in view["blocks"] if block["type"] == "input"]


def element(**told: Any) -> dict[str, Any]:
    [block] = inputs(Field(**{"name": "it", "label": "It", **told}))
    found: dict[str, Any] = block["element"]
    return found


KINDS = [
    (Kind.TEXT, (), "plain_text_input"),
    (Kind.LINES, (), "plain_text_input"),
    (Kind.CHOICE, THREE, "static_select"),
    (Kind.CHOICES, THREE, "multi_static_select"),
    (Kind.SCALE, THREE, "radio_buttons"),
    (Kind.TICKS, THREE, "checkboxes"),
    (Kind.PERSON, (), "users_select"),
    (Kind.PEOPLE, (), "multi_users_select"),
    (Kind.CHANNEL, (), "conversations_select"),
    (Kind.DATE, (), "datepicker"),
    (Kind.NUMBER, (), "number_input"),
    (Kind.FILE, (), "file_input"),
]


@pytest.mark.parametrize(("kind", "options", "control"), KINDS)
def test_each_kind_of_field_has_its_control(kind: Kind, options: tuple[Option, ...], control: str) -> None:
    assert element(kind=kind, options=options)["type"] == control
    assert {kind for kind, _, _ in KINDS} == set(Kind)


def test_ids_stay_while_a_dialog_is_about_one_thing_and_change_with_it() -> None:
    """Slack keeps what was typed through an update where block_id and action_id stay the same, and only there."""

    def ids(subject: str) -> list[tuple[str, str]]:
        name = Field(name="name", label="Name")
        view = blocks.modal(Form(name="f", title="F", submit="Save", fields=(name,), subject=subject), channel="C1")
        return [(one["block_id"], one["element"]["action_id"]) for one in view["blocks"]]

    assert ids("maya") == ids("maya") == [("name@maya", "name")]
    assert set(ids("maya")).isdisjoint(ids("henrik"))


def test_the_first_input_has_the_focus_even_below_a_list_that_is_empty() -> None:
    empty = Field(name="where", label="Where", kind=Kind.CHOICE)
    view = blocks.modal(form(empty, Field(name="a", label="A"), Field(name="b", label="B")), channel="C1")
    told, first, second = view["blocks"]
    assert told["elements"][0]["text"] == "Where: there is nothing to choose from yet."
    assert first["element"]["focus_on_load"] is True
    assert "focus_on_load" not in second["element"]


def test_only_what_is_required_must_be_filled_in() -> None:
    asked = inputs(Field(name="a", label="A", required=True), Field(name="b", label="B"))
    assert [block["optional"] for block in asked] == [False, True]


def test_a_long_title_ends_in_an_ellipsis() -> None:
    view = blocks.modal(form(title="How does Maria feel about the delivery?"), channel="C1")
    assert view["title"]["text"] == "How does Maria feel abo…"


def test_an_emoji_is_never_cut_in_two() -> None:
    view = blocks.modal(form(title="x" * 20 + "👩🏽‍🚀👩🏽‍🚀"), channel="C1")
    assert view["title"]["text"] == "x" * 20 + "…"


def test_what_was_typed_before_is_there_whole_even_if_it_has_become_too_long() -> None:
    assert element(initial="x" * 700, longest=500)["initial_value"] == "x" * 700
    assert element(initial="x" * 700, longest=500)["max_length"] == 700


def test_lines_typed_before_stay_lines() -> None:
    assert element(initial="one\ntwo")["multiline"] is True


def test_a_long_list_of_choices_goes_on_under_headings_that_say_where_it_is() -> None:
    options = tuple(Option(str(n), f"Touchpoint {n}") for n in range(120))
    groups = element(kind=Kind.CHOICE, options=options)["option_groups"]
    headings = [group["label"]["text"] for group in groups]
    assert headings == ["Touchpoint 0 – Touchpoint 99", "Touchpoint 100 – Touchpoint 119"]
    assert [len(group["options"]) for group in groups] == [100, 20]


def test_choices_stand_under_their_headings() -> None:
    options = (
        Option("1", "Ad", "Before"),
        Option("2", "Till", "During"),
        Option("3", "Review", "Before"),
        Option("4", "?"),
    )
    groups = element(kind=Kind.CHOICE, options=options)["option_groups"]
    assert [(group["label"]["text"], [one["value"] for one in group["options"]]) for group in groups] == [
        ("Before", ["1", "3"]),
        ("During", ["2"]),
        ("Other", ["4"]),
    ]


def test_too_many_headings_move_into_the_choices() -> None:
    options = tuple(Option(str(n), f"choice {n}", f"heading {n}") for n in range(101))
    control = element(kind=Kind.CHOICE, options=options, initial="7")
    assert control["initial_option"]["text"]["text"] == "heading 7: choice 7"
    assert sum(len(group["options"]) for group in control["option_groups"]) == 101


def test_too_many_to_show_open_become_a_list() -> None:
    eleven = tuple(Option(str(n), str(n)) for n in range(11))
    assert element(kind=Kind.SCALE, options=eleven, initial="7")["initial_option"]["value"] == "7"
    assert element(kind=Kind.TICKS, options=eleven)["type"] == "multi_static_select"


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.CHOICES, Kind.SCALE, Kind.TICKS])
def test_a_choice_that_is_gone_is_not_offered_as_chosen(kind: Kind) -> None:
    control = element(kind=kind, options=THREE, initial="fax")
    assert not {"initial_option", "initial_options"} & set(control)


@pytest.mark.parametrize("initial", ["3", "+3"])
def test_limits_of_a_number_are_written_as_slack_wants_them(initial: str) -> None:
    control = element(kind=Kind.NUMBER, least=1, most=5, initial=initial)
    assert (control["min_value"], control["max_value"], control["initial_value"]) == ("1", "5", "3")
    assert control["is_decimal_allowed"] is False


@pytest.mark.parametrize(
    ("kind", "initial", "key"),
    [
        (Kind.NUMBER, "9", "initial_value"),
        (Kind.NUMBER, "many", "initial_value"),
        (Kind.DATE, "tomorrow", "initial_date"),
        (Kind.PERSON, "Ann", "initial_user"),
        (Kind.PEOPLE, ("Ann",), "initial_users"),
    ],
)
def test_what_slack_would_refuse_is_left_empty(kind: Kind, initial: str, key: str) -> None:
    assert key not in element(kind=kind, initial=initial, least=1, most=5)


def test_a_person_is_chosen_as_they_are_written_in_a_note() -> None:
    assert element(kind=Kind.PERSON, initial="<@U012>")["initial_user"] == "U012"
    assert element(kind=Kind.PEOPLE, initial=("U1", "<@W2>", "U1"))["initial_users"] == ["U1", "W2"]


def test_a_value_that_slack_cannot_carry_is_said_to_us_and_not_to_a_person() -> None:
    with pytest.raises(ValueError, match="151 characters"):
        element(kind=Kind.CHOICE, options=(Option("x" * 151, "x"),))
    with pytest.raises(ValueError, match="Slack takes 3000"):
        blocks.modal(form(seen={"step": "x" * 3000}), channel="C1")


@examples(15)
@given(making.forms)
def test_a_dialog_remembers_where_it_came_from(asked: Form) -> None:
    about = blocks.about_view(sent_back(blocks.modal(asked, channel="C024")))
    assert about == blocks.Asked(
        form=asked.name, workshop=asked.workshop, subject=asked.subject, seen=asked.seen, channel="C024"
    )


typed = st.text(max_size=300).filter(lambda text: ":" not in text and text)


@given(typed, st.sampled_from(["web", "shop", "app"]), st.dates(), st.integers(-9, 9), st.booleans())
def test_a_dialog_nobody_touched_gives_back_what_it_showed(
    text: str, choice: str, day: Any, number: int, several: bool
) -> None:
    some = ("web", "app") if several else ()
    shown = (
        Field(name="text", label="T", kind=Kind.LINES, initial=text),
        Field(name="choice", label="C", kind=Kind.CHOICE, options=THREE, initial=choice),
        Field(name="ticks", label="X", kind=Kind.TICKS, options=THREE, initial=some),
        Field(name="day", label="D", kind=Kind.DATE, initial=day.isoformat()),
        Field(name="number", label="N", kind=Kind.NUMBER, initial=str(number)),
        Field(name="people", label="P", kind=Kind.PEOPLE, initial=("U1", "W2") if several else ()),
    )
    answers = blocks.answers_of(sent_back(blocks.modal(form(*shown), channel="C1")))
    assert answers == {field.name: field.initial for field in shown}


@examples(15)
@given(making.forms)
def test_a_dialog_in_which_nothing_stood_has_no_answers(asked: Form) -> None:
    empty = dataclasses.replace(asked, fields=tuple(dataclasses.replace(f, initial=None) for f in asked.fields))
    answers = blocks.answers_of(sent_back(blocks.modal(empty, channel="C1")))
    assert set(answers.values()) <= {None, ()}


def test_the_empty_choice_comes_back_empty() -> None:
    nobody = Field(name="who", label="Who", kind=Kind.CHOICE, options=(Option("", "Nobody"), *THREE), initial="")
    assert blocks.answers_of(sent_back(blocks.modal(form(nobody), channel="C1"))) == {"who": ""}
