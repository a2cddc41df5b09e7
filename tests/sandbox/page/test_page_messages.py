"""What is in the channel: whispers, cards, pictures, threads, and a scroll position that nobody takes away."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from bot.sandbox import Json
from tests.sandbox.made import actions, button, option, section, select, words
from tests.sandbox.page.desk import JOURNEY, Desk, composer, message
from tests.sandbox.running import CALLER

pytestmark = pytest.mark.browser

MAP = b'<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="1200"><rect width="2400" height="1200"/></svg>'
TALL = MAP.replace(b'"1200"', b'"3600"')
TWICE = "button => button.dispatchEvent(new MouseEvent('click', {detail: 2, bubbles: true, cancelable: true}))"
"""The second click of a double click on the button that asked: it answers nothing."""

SURE = {"title": words("Sure?"), "text": words("It goes."), "confirm": words("Delete it"), "deny": words("Keep it")}


def test_a_whisper_is_seen_by_its_reader_alone_until_dismissed(desk: Desk) -> None:
    ana, ben = desk.window("Ana"), desk.window("Ben")
    desk.whisper("Ana", "Your answers")
    desk.post("For all")
    expect(message(ana, "Your answers")).to_contain_text("Only visible to you")
    expect(message(ben, "For all")).to_be_visible()
    expect(message(ben, "Your answers")).to_have_count(0)
    message(ana, "Your answers").get_by_role("button", name="Dismiss").click()
    ana.reload()
    expect(message(ana, "For all")).to_be_visible()
    expect(message(ana, "Your answers")).to_have_count(0)


def card(step: int) -> list[Json]:
    return [section(f"Step {step} of 6"), actions(button("Next", "next", value=f"v{step}"), block_id=f"do-{step}")]


def test_a_card_is_edited_in_place_and_the_focus_stays_on_its_button(desk: Desk) -> None:
    page = desk.window()
    ts = desk.post("the card", blocks=card(1))["ts"]
    desk.post("Something after it")
    message(page, "Step 1 of 6").get_by_role("button", name="Next").click()
    desk.wait_for(lambda: desk.bot.got("block_actions"))
    (pressed,) = desk.bot.got("block_actions")
    assert pressed["actions"][0]["value"] == "v1"
    assert pressed["container"]["message_ts"] == ts
    desk.running.api("chat.update", channel=JOURNEY, ts=ts, text="the card", blocks=card(2))
    expect(message(page, "Step 2 of 6")).to_contain_text("(edited)")
    assert page.get_by_role("article").all_inner_texts()[0].count("Step 2 of 6") == 1
    assert page.get_by_role("article").count() == 2
    expect(page.get_by_role("button", name="Next")).to_be_focused()


def test_an_edit_elsewhere_leaves_what_is_half_chosen_alone(desk: Desk) -> None:
    page = desk.window()
    picking = actions(select("a", "b", kind="multi_static_select", placeholder=words("Pick")), block_id="pick")
    blocks = [section("Score it"), picking]
    ts = desk.post("scores", blocks=blocks)["ts"]
    page.get_by_text("Pick", exact=True).click()
    page.get_by_role("checkbox", name="B").check()
    desk.running.api("chat.update", channel=JOURNEY, ts=ts, text="x", blocks=[section("4 of 6 have scored"), blocks[1]])
    expect(page.get_by_text("4 of 6 have scored")).to_be_visible()
    expect(page.get_by_role("checkbox", name="B")).to_be_checked()


def test_a_question_is_asked_before_a_button_does_what_it_says(desk: Desk) -> None:
    page = desk.window()
    desk.post("x", blocks=[actions(button("Delete", style="danger", confirm=SURE))])
    for answer in ("Keep it", "Delete it"):
        assert desk.bot.got("block_actions") == []
        page.get_by_role("button", name="Delete", exact=True).click()
        question = page.get_by_role("alertdialog", name="Sure?")
        expect(question).to_have_accessible_description("It goes.")
        expect(question.get_by_role("button", name="Keep it")).to_be_focused()
        question.get_by_role("button", name="Keep it").evaluate(TWICE)
        expect(question).to_be_visible()
        question.get_by_role("button", name=answer).click()
        expect(question).to_be_hidden()
    desk.wait_for(lambda: len(desk.bot.got("block_actions")) == 1)


def test_menus_lists_and_days_in_a_message_tell_the_bot(desk: Desk) -> None:
    page = desk.window()
    more = {"type": "overflow", "action_id": "more", "options": [option("edit", "Edit"), option("drop", "Delete")]}
    day = {"type": "datepicker", "action_id": "day"}
    who = select("one", "two", placeholder=words("Who"))
    desk.post("x", blocks=[section("Row", accessory=more), actions(who, day)])
    row = message(page, "Row")
    row.get_by_role("button", name="More actions").first.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    row.get_by_role("combobox", name="Who").select_option(label="TWO")
    row.get_by_label("datepicker").fill("2027-02-28")
    row.get_by_label("datepicker").blur()
    desk.wait_for(lambda: len(desk.bot.got("block_actions")) == 3)
    used = {one["actions"][0]["action_id"]: one["actions"][0] for one in desk.bot.got("block_actions")}
    assert [used[name]["selected_option"]["value"] for name in ("more", "chosen")] == ["drop", "two"]
    assert used["day"]["selected_date"] == "2027-02-28"


def test_a_picture_is_large_and_larger_still_full_screen(desk: Desk) -> None:
    page = desk.window()
    desk.picture(MAP, alt="Journey map with five stages")
    picture = page.get_by_role("button", name="Open the picture: Journey map with five stages")
    picture.locator("img").evaluate("image => image.decode()")
    shown = picture.bounding_box()
    assert shown
    assert shown["width"] > 700
    picture.click()
    full = page.get_by_role("dialog", name="The file map.svg")
    assert full.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 800}
    image = full.get_by_role("img", name="Journey map with five stages")
    image.evaluate("image => image.decode()")
    fitted = image.bounding_box()
    assert fitted
    assert 1200 < fitted["width"] <= 1280
    full.get_by_role("button", name="100 %").click()
    assert image.evaluate("node => node.getBoundingClientRect().width") == 2400
    page.keyboard.press("Escape")
    expect(full).to_be_hidden()
    expect(picture).to_be_focused()


def test_a_tall_picture_is_as_wide_as_the_channel_and_says_that_it_goes_on(desk: Desk) -> None:
    page = desk.window()
    desk.picture(TALL, alt="A tall map")
    picture = page.get_by_role("button", name="Open the picture: A tall map")
    picture.locator("img").evaluate("image => image.decode()")
    shown, column = picture.bounding_box(), message(page, "The file map.svg").locator(".files").bounding_box()
    assert shown
    assert column
    assert shown["width"] == column["width"] > 900
    assert shown["height"] < 800, "the channel stays in sight around it"
    expect(picture.get_by_text("Open the whole picture")).to_be_visible()


def test_a_title_stands_once_above_a_picture(desk: Desk) -> None:
    page = desk.window()
    desk.picture(MAP, initial_comment="Here it is: The file map.svg")
    expect(message(page, "Here it is").get_by_text("The file map.svg")).to_have_count(1)
    desk.picture(MAP, "other.svg", initial_comment="Something else")
    expect(message(page, "Something else").get_by_text("The file other.svg")).to_be_visible()


def test_another_file_is_a_card_to_download(desk: Desk) -> None:
    page = desk.window(width=380)
    name = "What we agreed at the end of sprint 12 of the till, as a story.md"
    desk.picture(b"# The story" * 200, name)
    card = page.get_by_role("link", name=f"The file {name}")
    expect(card).to_contain_text("MD · 2 kB")
    assert card.locator("strong").evaluate("it => it.scrollWidth <= it.clientWidth"), "two differ at their ends"
    with page.expect_download() as download:
        card.click()
    assert download.value.suggested_filename == name


def bottom_gap(page: Page) -> float:
    gap: float = page.get_by_role("log").first.evaluate("box => box.scrollHeight - box.scrollTop - box.clientHeight")
    return gap


# Where the box is when it has rested for a few pictures of the screen, and the page has been told so.
RESTS = """box => new Promise((done) => {
  const look = (last, times) => (times === 4 ? done(last) : requestAnimationFrame(() =>
    look(box.scrollTop, box.scrollTop === last ? times + 1 : 0)));
  look(box.scrollTop, 0);
})"""


def scrolled_up(page: Page) -> float:
    """Somebody reads further up; where."""
    box = page.get_by_role("log").first
    box.hover()
    page.mouse.wheel(0, -900)
    expect(box).not_to_have_js_property("scrollTop", box.evaluate("box => box.scrollHeight - box.clientHeight"))
    top: float = box.evaluate(RESTS)
    assert bottom_gap(page) > 700
    return top


def test_the_newest_message_stays_in_sight_when_its_picture_loads_late(desk: Desk) -> None:
    page = desk.window()
    held: list[Route] = []
    page.route("**/files/**", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks its handlers
    for number in range(8):
        desk.post(f"Message {number}\nwith\nfour\nlines")
    desk.picture(MAP)
    expect(page.get_by_role("button", name="Open the picture")).to_be_visible()
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    page.wait_for_function("() => document.images[0].complete && document.images[0].clientHeight > 300")
    desk.wait_for(lambda: bottom_gap(page) < 2)


def test_who_reads_further_up_is_left_there_and_told(desk: Desk) -> None:
    page = desk.window()
    for number in range(14):
        desk.post(f"Message {number}\nwith\nfour\nlines")
    expect(message(page, "Message 13")).to_be_in_viewport()
    before = scrolled_up(page)
    desk.post("The last word")
    pill = page.get_by_role("button", name="New messages")
    expect(pill).to_be_visible()
    assert page.get_by_role("log").first.evaluate("box => box.scrollTop") == before
    pill.click()
    expect(message(page, "The last word")).to_be_in_viewport()
    expect(pill).to_be_hidden()


def test_who_asks_while_reading_further_up_sees_the_answer(desk: Desk) -> None:
    page = desk.window()
    page.clock.install()
    desk.post("the card", blocks=card(1))
    for number in range(14):
        desk.post(f"Message {number}\nwith\nfour\nlines")
    expect(message(page, "Message 13")).to_be_in_viewport()
    desk.bot.reply = lambda sent: {"text": f"The answer to {sent['text']}"} if "command" in sent else None
    scrolled_up(page)
    composer(page).fill("/journey status")
    composer(page).press("Enter")
    expect(message(page, "The answer to status")).to_be_in_viewport()
    page.get_by_role("button", name="Next").click()
    desk.wait_for(lambda: desk.bot.got("block_actions"))
    page.clock.fast_forward(20_000)
    desk.whisper("Ana", "The answer to the button, of a slow bot")
    expect(message(page, "The answer to the button, of a slow bot")).to_be_in_viewport()
    page.get_by_role("button", name="Next").click()
    desk.whisper("Ana", "The first line" + "\nand one more" * 60)
    expect(message(page, "The first line")).to_be_in_viewport()
    top = "it => it.getBoundingClientRect().top"
    desk.wait_for(lambda: page.get_by_role("log").first.evaluate(top) <= message(page, "The first line").evaluate(top))
    page.get_by_role("button", name="More below").click()
    desk.wait_for(lambda: bottom_gap(page) < 2)


def forward(desk: Desk, seconds: float) -> None:
    CALLER.post(f"{desk.running.url}/sandbox/clock", json={"forward": seconds})


def test_a_thread_opens_beside_the_channel_and_takes_replies(desk: Desk) -> None:
    page = desk.window()
    ts = desk.post("The card")["ts"]
    desk.say("Ben", "What about\n• the way home?", thread_ts=ts)
    expect(page.get_by_role("button", name="Ben replied in a thread: What about · • the way home?")).to_be_visible()
    message(page, "The card").get_by_role("button", name="1 reply").click()
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.get_by_role("article")).to_have_count(2)
    thread.get_by_role("textbox", name="Reply in thread").press_sequentially("Good point")
    page.keyboard.press("Enter")
    expect(thread.get_by_role("article").last).to_contain_text("Good point")
    expect(message(page, "The card").get_by_role("button", name="2 replies")).to_be_visible()
    expect(page.get_by_role("log", name="Messages in #").get_by_role("article")).to_have_count(1)
    thread.get_by_role("article").last.hover()
    words, tools = (thread.locator(part).last.bounding_box() for part in (".message-body", ".tools"))
    assert words
    assert tools
    assert words["x"] + words["width"] <= tools["x"], "nothing lies over what is said"
    thread.get_by_role("button", name="More actions").last.click()
    for open_ in (page.get_by_role("menu"), thread):
        page.keyboard.press("Escape")
        expect(open_).to_be_hidden()
    expect(page.get_by_role("button", name="2 replies")).to_be_focused()


def test_word_of_a_reply_can_be_put_away_and_goes_with_time(desk: Desk) -> None:
    page = desk.window()
    ts = desk.post("The card")["ts"]
    told = page.get_by_role("button", name="Ben replied in a thread")
    ways: list[Callable[[], None]] = [page.get_by_role("button", name="Put it away").click, lambda: forward(desk, 600)]
    for number, goes in enumerate(ways):
        desk.say("Ben", f"Reply {number}", thread_ts=ts)
        expect(told).to_contain_text(f"Reply {number}")
        goes()
        expect(told).to_have_count(0)


def test_a_message_has_the_apps_shortcuts_and_can_be_deleted(desk: Desk) -> None:
    page = desk.window()
    desk.say("Ben", "I never know which gate it is")
    said = message(page, "which gate")
    said.hover()
    said.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Keep it").click()
    desk.wait_for(lambda: desk.bot.got("message_action"))
    assert desk.bot.got("message_action")[0]["message"]["text"] == "I never know which gate it is"
    said.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete message").click()
    expect(said).to_have_count(0)
