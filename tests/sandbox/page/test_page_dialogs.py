"""Dialogs: every control takes what a person puts in, errors are told beside the field, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Locator, Page, Route, expect

from bot.sandbox import Json
from tests.sandbox.made import asked, dialog, option, section, select, words, written
from tests.sandbox.page.desk import IDS, Desk

pytestmark = pytest.mark.browser


LONG = written(multiline=True)


def control(kind: str, **more: Any) -> Json:
    return {"type": kind, "action_id": "it", **more}


def three(kind: str, **more: Any) -> Json:
    return control(kind, options=[option("web", "Website"), option("app", "App"), option("post", "Post")], **more)


def send(page: Page) -> Locator:
    return page.get_by_role("dialog").get_by_role("button", name="Send")


def tick(*names: str) -> Callable[[Locator], None]:
    def ticked(box: Locator) -> None:
        for name in names:
            box.get_by_text(name, exact=True).click()

    return ticked


CASES: dict[str, tuple[Json, Callable[[Locator], Any], Json]] = {
    "a line": (control("plain_text_input"), lambda box: box.fill("Marta & <b>"), {"value": "Marta & <b>"}),
    "several lines": (control("plain_text_input", multiline=True), lambda box: box.fill("a\nb"), {"value": "a\nb"}),
    "an e-mail": (control("email_text_input"), lambda box: box.fill("a@b.example"), {"value": "a@b.example"}),
    "a link": (control("url_text_input"), lambda box: box.fill("https://b.example"), {"value": "https://b.example"}),
    "a number": (control("number_input", is_decimal_allowed=True), lambda box: box.fill("4.5"), {"value": "4.5"}),
    "a day": (control("datepicker"), lambda box: box.fill("2027-02-28"), {"selected_date": "2027-02-28"}),
    "an hour": (control("timepicker"), lambda box: box.fill("09:30"), {"selected_time": "09:30"}),
    "one of a list": (three("static_select"), lambda box: box.select_option(label="App"), {"selected_option": "app"}),
    "one of a few": (three("radio_buttons"), tick("Post"), {"selected_option": "post"}),
    "ticks": (three("checkboxes"), tick("Website", "Post"), {"selected_options": ["web", "post"]}),
    "several": (three("multi_static_select"), tick("App", "Post"), {"selected_options": ["app", "post"]}),
    "a person": (control("users_select"), lambda box: box.select_option(label="Ben"), {"selected_user": IDS["Ben"]}),
    "people": (control("multi_users_select"), tick("Ben", "Emi"), {"selected_users": [IDS["Ben"], IDS["Emi"]]}),
    "a channel": (
        control("conversations_select"),
        lambda box: box.select_option(label="#random"),
        {"selected_conversation": "C0RANDOM0"},
    ),
}


def test_every_control_sends_what_was_put_in(desk: Desk) -> None:
    page = desk.window()
    desk.ask(dialog(*(asked(name, f"About {name}", element) for name, (element, _, _) in CASES.items())))
    for name, (_, put_in, _) in CASES.items():
        put_in(page.get_by_role("dialog", name="A dialog").get_by_label(f"About {name}", exact=True))
    send(page).click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    (sent,) = desk.bot.got("view_submission")
    values = sent["view"]["state"]["values"]
    assert {name: bare(state["it"]) for name, state in values.items()} == {
        name: expected for name, (_, _, expected) in CASES.items()
    }


def bare(state: Json) -> Json:
    """The state with options as their values, without its kind."""
    return {key: plain(value) for key, value in state.items() if key != "type"}


def plain(value: Any) -> Any:
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value["value"] if isinstance(value, dict) else value


def test_fields_begin_with_what_the_bot_put_in(desk: Desk) -> None:
    page = desk.window()
    desk.ask(
        dialog(
            asked("name", "Name", written(initial_value="Marta")),
            asked("who", "Who", control("multi_users_select", initial_users=[IDS["Ben"]])),
            asked("pace", "Pace", three("radio_buttons", initial_option=option("app", "App"))),
        )
    )
    expect(page.get_by_label("Name")).to_have_value("Marta")
    expect(page.get_by_role("checkbox", name="Ben")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Ana")).not_to_be_checked()
    expect(page.get_by_role("radio", name="App")).to_be_checked()


def test_an_error_stands_under_its_field_and_the_typed_text_stays(desk: Desk) -> None:
    errors = {"stages": "Line 1: too short.\nA journey has at least two stages."}
    desk.bot.reply = lambda payload: {"response_action": "errors", "errors": errors} if "view" in payload else None
    page = desk.window()
    desk.ask(dialog(asked("name", "Name", written()), asked("stages", "Stages", written("s", multiline=True))))
    page.get_by_label("Name").fill("Marta")
    page.get_by_label("Stages").fill("only one")
    send(page).click()
    field = page.get_by_label("Stages")
    expect(field).to_have_accessible_description("Line 1: too short. A journey has at least two stages.")
    height = "it => it.getBoundingClientRect().height"
    assert page.get_by_text("A journey has at least two stages.").evaluate(height) > 30, "each reason has its line"
    expect(field).to_be_focused()
    expect(field).to_have_value("only one")
    expect(page.get_by_label("Name")).to_have_value("Marta")
    expect(page.get_by_label("Name")).not_to_have_attribute("aria-invalid", "true")
    below = page.get_by_text("A journey has at least two stages.").bounding_box()
    above = field.bounding_box()
    assert below
    assert above
    assert 0 <= below["y"] - (above["y"] + above["height"]) < 40


def test_an_empty_required_field_never_reaches_the_bot(desk: Desk) -> None:
    page = desk.window()
    desk.ask(dialog(asked("name", "Name", written())))
    send(page).click()
    expect(page.get_by_label("Name")).to_have_accessible_description("Please fill in this field.")
    assert desk.bot.got("view_submission") == []


def test_a_counter_tells_before_anything_is_refused(desk: Desk) -> None:
    page = desk.window()
    desk.ask(dialog(asked("name", "Name", written(max_length=10))))
    page.get_by_label("Name").fill("a" * 14)
    expect(page.get_by_text("4 too many")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("a" * 14)


def test_typing_goes_on_undisturbed_while_other_things_change(desk: Desk) -> None:
    page = desk.window()
    opened = desk.ask(dialog(section("before"), asked("name", "Name", written())))
    page.get_by_label("Name").press_sequentially("Mar")
    desk.post("Somebody else was quicker")
    name, more = asked("name", "Name", written()), asked("more", "More", written("m"))
    desk.update(opened["id"], dialog(section("after"), name, more))
    expect(page.get_by_text("after")).to_be_visible()
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("ta")
    expect(page.get_by_label("Name")).to_have_value("Marta")


def test_what_was_typed_survives_a_reload(desk: Desk) -> None:
    page = desk.window()
    desk.ask(dialog(asked("name", "Name", written()), asked("pace", "Pace", three("radio_buttons"))))
    page.get_by_role("radio", name="App").check()
    with page.expect_response(lambda answer: "Marta" in (answer.request.post_data or "")):
        page.get_by_label("Name").fill("Marta")
    page.reload()
    expect(page.get_by_label("Name")).to_have_value("Marta")
    expect(page.get_by_role("radio", name="App")).to_be_checked()


def test_two_quick_clicks_send_once(desk: Desk) -> None:
    desk.bot.slow = 0.2
    page = desk.window()
    desk.ask(dialog(asked("name", "Name", written(initial_value="Marta"))))
    send(page).dblclick()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert len(desk.bot.got("view_submission")) == 1


def test_ctrl_enter_sends_and_enter_alone_does_not(desk: Desk) -> None:
    page = desk.window()
    for keys in ("Control+Enter", "Meta+Enter"):
        desk.ask(dialog(asked("name", "Name", written(initial_value="Marta"))))
        page.get_by_label("Name").press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        page.get_by_label("Name").press(keys)
        expect(page.get_by_role("dialog")).to_be_hidden()
    assert len(desk.bot.got("view_submission")) == 2


def leave_by_cancel(page: Page) -> None:
    page.get_by_role("button", name="Cancel").click()


def leave_by_cross(page: Page) -> None:
    page.get_by_role("button", name="Close").click()


def leave_by_key(page: Page) -> None:
    page.keyboard.press("Escape")


def test_a_dialog_can_be_left_in_three_ways(desk: Desk) -> None:
    page = desk.window()
    for leave in (leave_by_cancel, leave_by_cross, leave_by_key):
        desk.ask(dialog(asked("name", "Name", written()), notify_on_close=True))
        expect(page.get_by_label("Name")).to_be_focused()
        leave(page)
        expect(page.get_by_role("dialog")).to_be_hidden()
    desk.wait_for(lambda: [one["is_cleared"] for one in desk.bot.got("view_closed")] == [False, True, False])


def test_a_second_dialog_lies_over_the_first_and_leads_back(desk: Desk) -> None:
    second = dialog(section("deeper"), title=words("The second"))
    desk.bot.reply = lambda payload: {"response_action": "push", "view": second} if "view" in payload else None
    page = desk.window()
    desk.ask(dialog(asked("name", "Name", written())))
    page.get_by_label("Name").fill("Marta")
    send(page).click()
    expect(page.get_by_role("dialog", name="The second")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("dialog", name="A dialog")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Marta")


def test_a_second_dialog_can_be_left_before_the_page_hears_that_the_first_was_sent(desk: Desk) -> None:
    second = dialog(section("deeper"), title=words("The second"))
    desk.bot.reply = lambda payload: {"response_action": "push", "view": second} if "view" in payload else None
    page = desk.window()
    desk.ask(dialog(asked("name", "Name", written())))
    page.get_by_label("Name").fill("Marta")
    held: list[tuple[Route, APIResponse]] = []
    page.route("**/act/submit", lambda route: held.append((route, route.fetch())))
    send(page).click()
    expect(page.get_by_role("dialog", name="The second")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("dialog", name="A dialog")).to_be_visible()
    desk.wait_for(lambda: page.title() and len(held) == 1)
    held[0][0].fulfill(response=held[0][1])
    send(page).click()
    expect(page.get_by_role("dialog", name="The second")).to_be_visible()
    desk.wait_for(lambda: page.title() and len(held) == 2)
    held[1][0].fulfill(response=held[1][1])


def test_when_the_same_dialog_asks_the_next_thing_one_begins_at_its_top(desk: Desk) -> None:
    def about(stage: str) -> Json:
        return dialog(section(stage), *(asked(f"{stage}{at}", f"{stage} {at}", LONG, optional=True) for at in range(6)))

    desk.bot.reply = lambda payload: {"response_action": "update", "view": about("Pay")} if "view" in payload else None
    page = desk.window()
    desk.ask(about("Search"))
    page.get_by_label("Search 5").fill("the last field")
    page.get_by_label("Search 5").press("Control+Enter")
    expect(page.get_by_label("Pay 0")).to_be_focused()
    expect(page.get_by_label("Pay 0")).to_have_value("")
    expect(page.get_by_text("Pay", exact=True)).to_be_in_viewport()


def test_a_choice_that_the_bot_wants_to_hear_of_is_told_with_what_was_typed(desk: Desk) -> None:
    page = desk.window()
    picking = asked("stage", "Stage", select("one", "two"), dispatch_action=True)
    desk.ask(dialog(asked("name", "Name", written()), picking))
    page.get_by_label("Name").fill("Marta")
    page.get_by_label("Stage").select_option(label="TWO")
    expect(page.get_by_label("Stage")).to_have_value("two")
    desk.wait_for(lambda: desk.bot.got("block_actions"))
    (pressed,) = desk.bot.got("block_actions")
    assert pressed["actions"][0]["selected_option"]["value"] == "two"
    assert pressed["view"]["state"]["values"]["name"]["text"]["value"] == "Marta"


def test_trouble_is_told_above_the_dialog_which_stays(desk: Desk) -> None:
    page = desk.window()
    desk.ask(dialog(asked("name", "Name", written(initial_value="Marta"))))
    expect(page.get_by_label("Name")).to_be_visible()
    desk.running.stage.delivery.ack_seconds, desk.bot.slow = 0.1, 0.3
    send(page).click()
    note = page.get_by_role("alert").filter(has_text="three seconds")
    expect(note).to_be_visible()
    note.get_by_role("button", name="Dismiss notice").click()
    expect(note).to_be_hidden()
    expect(page.get_by_label("Name")).to_have_value("Marta")
