"""Being several people: one after another in one window, or at once in several."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.sandbox.made import actions, asked, button, dialog, section, written
from tests.sandbox.page.desk import IDS, Desk, composer, message
from tests.sandbox.running import CALLER

pytestmark = pytest.mark.browser


def test_one_window_is_one_person_after_another(desk: Desk) -> None:
    page = desk.window("Ana")
    composer(page).fill("Ana was here")
    composer(page).press("Enter")
    expect(message(page, "Ana was here")).to_have_accessible_name(re.compile(r"^Ana, \d\d:\d\d$"))
    page.get_by_role("button", name="You are: Ana").click()
    page.get_by_role("menuitemradio", name="Ben").click()
    expect(page.get_by_role("button", name="You are: Ben")).to_be_visible()
    assert "as=Ben" in page.url
    composer(page).fill("and Ben")
    composer(page).press("Enter")
    expect(message(page, "and Ben")).to_contain_text("Ben")
    page.go_back()
    expect(page.get_by_role("button", name="You are: Ana")).to_be_visible()


def test_several_windows_are_several_people_at_once(desk: Desk) -> None:
    ana, ben = desk.window("Ana"), desk.window("ben")
    composer(ana).fill("Hello")
    composer(ana).press("Enter")
    expect(message(ben, "Hello")).to_contain_text("Ana")
    desk.ask(dialog(asked("name", "Name", written())), name="Ben")
    expect(ben.get_by_role("dialog", name="A dialog")).to_be_visible()
    expect(ana.get_by_role("dialog")).to_have_count(0)


def test_the_menu_opens_a_window_for_another_person(desk: Desk) -> None:
    page = desk.window("Ana", "random")
    page.get_by_role("button", name="You are: Ana").click()
    with page.expect_popup() as opened:
        page.get_by_role("menuitem", name="Open a window as Chiara").click()
    expect(opened.value.get_by_role("button", name="You are: Chiara")).to_be_visible()
    expect(opened.value.get_by_role("heading", name="random", exact=True)).to_be_visible()


def test_the_menu_says_which_language_somebody_reads_and_what_time_it_is_there(desk: Desk) -> None:
    page = desk.window("Ana", "random")
    page.get_by_role("button", name="You are: Ana").click()
    dilan = page.get_by_role("menuitemradio", name="Dilan")
    assert page.get_by_role("menu").inner_text().count("Dilan") == 2, "the name, and the whole name"
    expect(dilan).to_contain_text(re.compile(r"Dilan Yıldız · German · \w{3} \d\d:\d\d, Berlin"))


def test_seven_windows_of_one_browser_all_stay_up_to_date(desk: Desk) -> None:
    first = desk.window("Ana")
    others = [desk.window(name) for name in ("Ben", "Chiara", "Dilan", "Emi", "Farid", "Ana")]
    desk.post("Everybody sees this")
    for page in [first, *others]:
        expect(message(page, "Everybody sees this")).to_be_visible()


def test_private_channels_are_for_their_members(desk: Desk) -> None:
    ana, emi = desk.window("Ana"), desk.window("Emi")
    expect(ana.get_by_role("link", name="secret-plans (private)")).to_be_visible()
    expect(emi.get_by_role("link", name="random")).to_be_visible()
    expect(emi.get_by_role("link", name="secret-plans")).to_have_count(0)


def test_who_is_not_in_a_channel_can_join_it(desk: Desk) -> None:
    desk.act("kick", channel="C0RANDOM0", user=IDS["Ana"])
    page = desk.window("Ana", "random")
    expect(composer(page)).to_be_hidden()
    page.get_by_role("button", name="Join it").click()
    expect(composer(page)).to_be_visible()


def test_the_home_tab_is_each_persons_own(desk: Desk) -> None:
    def publish(name: str) -> None:
        blocks = [section(f"The home of {name}"), actions(button("Go on", "go", value=name))]
        desk.running.api("views.publish", user_id=IDS[name], view={"type": "home", "blocks": blocks})

    publish("Ana")
    publish("Ben")
    page = desk.window("Ana")
    page.get_by_role("link", name="testbot").click()
    home = page.get_by_role("region", name="Home")
    expect(home).to_contain_text("The home of Ana")
    desk.wait_for(lambda: [one["event"]["type"] for one in desk.bot.got("event_callback")] == ["app_home_opened"])
    home.get_by_role("button", name="Go on").click()
    desk.wait_for(lambda: [one["actions"][0]["value"] for one in desk.bot.got("block_actions")] == ["Ana"])
    page.get_by_role("button", name="You are: Ana").click()
    page.get_by_role("menuitemradio", name="Ben").click()
    expect(home).to_contain_text("The home of Ben")
    page.reload()
    expect(home).to_contain_text("The home of Ben")
    page.get_by_role("button", name="Messages").click()
    expect(page.get_by_role("textbox", name="Message testbot")).to_be_visible()


def test_what_the_app_answers_to_its_home_tab_is_announced_there(desk: Desk) -> None:
    """An app has no other way to answer there than its messages, and a button would seem dead."""
    home = {"type": "home", "blocks": [section("Your maps"), actions(button("Export", "export"))]}
    desk.running.api("views.publish", user_id=IDS["Ana"], view=home)
    page = desk.window("Ana")
    page.get_by_role("link", name="testbot").click()
    page.get_by_role("button", name="Messages").click()
    expect(page.get_by_role("region", name="Welcome")).to_contain_text("Here testbot writes to you alone")
    page.get_by_role("button", name="Home").click()
    page.get_by_role("button", name="Export").click()
    desk.running.api("chat.postMessage", channel=IDS["Ana"], text="Here is your file")
    expect(page.get_by_role("button", name="Messages 1 unread")).to_be_visible()
    expect(page.get_by_role("link", name="testbot APP 1 unread")).to_be_visible()
    said = page.get_by_role("button", name="testbot has answered you: 1 new message")
    left = "it => it.getBoundingClientRect().left"
    assert page.locator(".home .thread-news").evaluate(left) == page.locator(".home-blocks").evaluate(left)
    said.click()
    expect(message(page, "Here is your file")).to_be_visible()
    expect(page.get_by_text("unread")).to_have_count(0)


@pytest.mark.parametrize("height", [260, 420, 800])
def test_the_menu_never_covers_its_own_button(desk: Desk, height: int) -> None:
    page = desk.window("Ana")
    page.set_viewport_size({"width": 1000, "height": height})
    button = page.get_by_role("button", name="You are: Ana")
    button.click()
    own, menu = button.bounding_box(), page.get_by_role("menu").bounding_box()
    assert own
    assert menu
    assert menu["y"] >= own["y"] + own["height"]
    assert menu["y"] + menu["height"] <= height
    page.keyboard.press("End")
    expect(page.get_by_role("menuitem", name="Open a window as Farid")).to_be_in_viewport()


def test_a_permalink_leads_to_its_message(desk: Desk) -> None:
    ts = desk.post("The one that was linked\n" * 3)["ts"]
    for number in range(12):
        desk.post(f"Message {number}\nwith\nfour\nlines")
    page = desk.window("Ben")
    page.goto(f"{desk.running.url}/archives/C0JOURNEY/p{ts.replace('.', '')}")
    expect(page.get_by_role("button", name="You are: Ben")).to_be_visible()
    expect(message(page, "The one that was linked")).to_be_in_viewport()


def comes_to(desk: Desk, name: str, days: int) -> str:
    """The day to which this person can go on."""
    people = CALLER.get(f"{desk.running.url}/sandbox/people").json()["people"]
    told: str = next(one for one in people if one["name"] == name)["days_on"][f"{days}"]
    return told


def test_who_lets_time_pass_sees_the_new_day_and_what_comes_then_under_it(desk: Desk) -> None:
    heard: list[float] = []
    page = desk.window("Ana")
    expect(page.get_by_role("button", name="Let time pass")).to_have_count(0)  # its bot keeps a time of its own
    desk.running.stage.follow = heard.append
    desk.post("Before")
    day = page.get_by_role("button", name="Let time pass")
    today = day.inner_text()
    day.click()
    next_day = page.get_by_role("menuitem", name="The next working day")
    expect(next_day).to_contain_text(f"{date.fromisoformat(comes_to(desk, 'Ana', 1)):%a %-d %b}, 10:05")
    next_day.click()
    expect(day).not_to_have_text(today)
    expect(day).to_contain_text("10:05")
    desk.post("After")
    expect(message(page, "After")).to_have_accessible_name("testbot, 10:05")
    expect(page.get_by_role("separator")).to_have_count(2)
    expect(page.get_by_role("separator").last).to_contain_text(f"{comes_to(desk, 'Ana', 1)[:4]}")
    assert heard == sorted(heard)
    assert len(heard) >= 3, "New York, Tokyo and Lisbon do not begin to work together"


def test_unread_messages_are_counted_beside_their_channel(desk: Desk) -> None:
    page = desk.window()
    for text in ("one", "two"):
        desk.act("say", user=IDS["Ben"], channel="C0RANDOM0", text=text)
    place = page.get_by_role("link", name="random 2 unread")
    place.click()
    expect(message(page, "two")).to_be_visible()
    expect(page.get_by_role("link", name="random", exact=True)).to_have_attribute("aria-current", "page")
    assert "channel=random" in page.url
    expect(composer(page)).to_have_accessible_name("Message #random")
