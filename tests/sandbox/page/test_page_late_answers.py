"""The screen is often quicker than the answer to what was done: what one sees can be used at once, and stays."""

from contextlib import suppress

import pytest
from playwright.sync_api import APIResponse, Error, Locator, Page, Route, expect

from bot.sandbox import Json
from tests.sandbox.made import actions, asked, button, dialog, section, words, written
from tests.sandbox.page.desk import JOURNEY, Desk, composer, message

pytestmark = pytest.mark.browser


class Held:
    """Answers to one kind of act that have left the sandbox and not yet reached the page."""

    def __init__(self, page: Page, act: str) -> None:
        self._held: list[tuple[Route, APIResponse]] = []
        self._page, self._act = page, act
        page.route(f"**/act/{act}", self._hold)

    def _hold(self, route: Route) -> None:
        self._held.append((route, route.fetch()))

    def let_go(self) -> None:
        """The oldest of them arrives."""
        while not self._held:
            self._page.wait_for_timeout(20)
        route, answer = self._held.pop(0)
        with self._page.expect_response(f"**/act/{self._act}"):
            route.fulfill(response=answer)


def caught(page: Page, address: str, times: int | None = None) -> list[Route]:
    """What the page asks for there and does not get until the test lets it go."""
    routes: list[Route] = []

    def catch(route: Route) -> None:  # Playwright takes no method of a list
        routes.append(route)

    page.route(f"**/sandbox/{address}", catch, times=times)
    return routes


def send(page: Page) -> Locator:
    return page.get_by_role("dialog").get_by_role("button", name="Send")


def sent(desk: Desk) -> list[str]:
    """What stood in the one field of each dialog that was sent."""
    states = [one["view"]["state"]["values"] for one in desk.bot.got("view_submission")]
    return [next(iter(next(iter(state.values())).values()))["value"] for state in states]


def test_the_next_thing_that_a_dialog_asks_can_be_answered_at_once(desk: Desk) -> None:
    def about(stage: str) -> Json:
        return dialog(asked(stage, stage, written()), asked("more", "More", written("m"), optional=True))

    stages = iter(["Order", "Pay"])
    desk.bot.reply = lambda payload: (
        {"response_action": "update", "view": about(next(stages))} if "view" in payload else None
    )
    page = desk.window()
    desk.ask(about("Search"))
    held = Held(page, "submit")
    page.get_by_label("Search").fill("slowly")
    send(page).click()
    expect(page.get_by_label("Order")).to_be_focused()
    page.get_by_label("Order").fill("quickly")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label("Pay")).to_be_focused()
    page.get_by_label("More").fill("half a sen")
    held.let_go()
    held.let_go()
    page.keyboard.type("tence")
    expect(page.get_by_label("More")).to_have_value("half a sentence")
    assert sent(desk) == ["slowly", "quickly"]


def test_an_error_can_be_put_right_at_once(desk: Desk) -> None:
    def reply(payload: Json) -> Json | None:
        wrong = "view" in payload and len(desk.bot.got("view_submission")) == 1
        return {"response_action": "errors", "errors": {"name": "Too short."}} if wrong else None

    desk.bot.reply = reply
    page = desk.window()
    desk.ask(dialog(asked("name", "Name", written()), asked("more", "More", written("m"), optional=True)))
    held = Held(page, "submit")
    page.get_by_label("Name").fill("M")
    send(page).click()
    expect(page.get_by_label("Name")).to_have_accessible_description("Too short.")
    expect(page.get_by_label("Name")).to_be_focused()
    page.get_by_label("Name").fill("Marta")
    page.get_by_label("More").focus()
    held.let_go()
    expect(page.get_by_label("More")).to_be_focused()
    send(page).click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    held.let_go()
    assert sent(desk) == ["M", "Marta"]


def test_a_button_of_a_dialog_that_has_done_its_work_can_be_pressed_again(desk: Desk) -> None:
    page = desk.window()
    adding = actions(button("Add a row", "add"), block_id="adding")
    view = desk.ask(dialog(section("1 row"), adding))
    held = Held(page, "press")
    page.get_by_role("button", name="Add a row").click()
    desk.update(view["id"], dialog(section("2 rows"), adding))
    expect(page.get_by_text("2 rows")).to_be_visible()
    page.get_by_role("button", name="Add a row").click()
    for _ in range(2):
        held.let_go()
    assert len(desk.bot.got("block_actions")) == 2


def test_a_button_whose_dialog_is_here_can_be_pressed_again(desk: Desk) -> None:
    page = desk.window()
    desk.post("asking", blocks=[actions(button("Ask me", "ask"))])
    held = Held(page, "press")
    page.get_by_role("button", name="Ask me").click()
    desk.ask(dialog(section("asked")))
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="Ask me").click()
    for _ in range(2):
        held.let_go()
    assert len(desk.bot.got("block_actions")) == 2


def test_a_press_is_over_however_much_goes_on_around_it(desk: Desk) -> None:
    page = desk.window()
    desk.post("asking", blocks=[actions(button("Ask me", "ask"))])

    def one_more(route: Route) -> None:
        desk.post("And one more")
        with suppress(Error):  # the test may be over
            route.continue_()

    page.route("**/sandbox/screen?*", one_more)
    for _ in range(2):
        page.get_by_role("button", name="Ask me").click()
    desk.wait_for(lambda: page.title() and len(desk.bot.got("block_actions")) == 2)


def test_two_quick_clicks_on_back_leave_one_dialog(desk: Desk) -> None:
    second = dialog(section("deeper"), title=words("The second"))
    desk.bot.reply = lambda payload: {"response_action": "push", "view": second} if "view" in payload else None
    page = desk.window()
    desk.ask(dialog(asked("name", "Name", written(initial_value="Marta"))))
    send(page).click()
    expect(page.get_by_role("dialog", name="The second")).to_be_visible()
    left = caught(page, "act/close")
    page.get_by_role("button", name="Back").dblclick()
    desk.wait_for(lambda: page.title() and left)
    left[0].continue_()
    expect(page.get_by_role("dialog", name="A dialog")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert len(left) == 1


def test_a_button_that_changes_while_it_is_pressed_is_still_pressed(desk: Desk) -> None:
    page = desk.window()

    def do(step: int) -> list[Json]:
        return [actions(button(f"Step {step}", "do"), block_id="doing")]

    ts = desk.post("the card", blocks=do(1))["ts"]
    page.get_by_role("button", name="Step 1").hover()
    page.mouse.down()
    with page.expect_response("**/sandbox/screen?*"):
        desk.running.api("chat.update", channel=JOURNEY, ts=ts, text="the card", blocks=do(2))
    page.mouse.up()
    expect(page.get_by_role("button", name="Step 2")).to_be_visible()
    desk.wait_for(lambda: desk.bot.got("block_actions"))


def test_what_could_not_be_sent_comes_back_beside_what_was_begun_since(desk: Desk) -> None:
    page = desk.window()
    lost = caught(page, "act/say")
    composer(page).fill("The first thing")
    composer(page).press("Enter")
    composer(page).fill("The second")
    desk.wait_for(lambda: page.title() and lost)
    lost[0].abort()
    expect(composer(page)).to_have_value("The first thing\nThe second")


def test_a_dialog_waits_for_the_files_that_were_put_in(desk: Desk) -> None:
    page = desk.window()
    desk.ask(dialog(asked("plan", "Plan", {"type": "file_input", "action_id": "it"})))
    page.evaluate("""() => {
        const real = Blob.prototype.arrayBuffer;
        const ready = new Promise((resolve) => (window.read = resolve));
        Blob.prototype.arrayBuffer = function () { return ready.then(() => real.call(this)); };
    }""")
    page.get_by_label("Plan").set_input_files({"name": "plan.txt", "mimeType": "text/plain", "buffer": b"a plan"})
    send(page).click()
    page.evaluate("window.read()")
    expect(page.get_by_role("dialog")).to_be_hidden()
    (state,) = (one["view"]["state"]["values"]["plan"]["it"] for one in desk.bot.got("view_submission"))
    assert [file["name"] for file in state["files"]] == ["plan.txt"]


def test_what_still_shows_of_somebody_else_cannot_be_pressed(desk: Desk) -> None:
    page = desk.window()
    desk.post("asking", blocks=[actions(button("Ask me", "ask"))])
    where = page.get_by_role("button", name="Ask me").bounding_box()
    assert where
    held = caught(page, "screen?*", times=1)
    page.get_by_role("button", name="You are: Ana").click()
    page.get_by_role("menuitemradio", name="Ben").click()
    page.mouse.click(where["x"] + 5, where["y"] + 5)
    desk.wait_for(lambda: page.title() and held)
    held[0].continue_()
    message(page, "Ask me").get_by_role("button", name="Ask me").click()
    desk.wait_for(lambda: desk.bot.got("block_actions"))
    assert [one["user"]["name"] for one in desk.bot.got("block_actions")] == ["ben"]
