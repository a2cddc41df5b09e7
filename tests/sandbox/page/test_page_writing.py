"""Writing: a newcomer finds the first command, commands complete themselves, and nothing unsent is lost."""

import pytest
from playwright.sync_api import Route, expect

from tests.sandbox.page.desk import IDS, JOURNEY, Desk, composer, message

pytestmark = pytest.mark.browser


def test_an_empty_channel_says_how_to_begin(desk: Desk) -> None:
    page = desk.window()
    welcome = page.get_by_role("region", name="Welcome")
    expect(welcome.get_by_role("heading")).to_have_text("This is the beginning of #journey")
    welcome.get_by_role("button", name="Start with /journey start").click()
    expect(composer(page)).to_be_focused()
    expect(composer(page)).to_have_value("/journey start ")
    page.keyboard.press("Enter")
    desk.wait_for(lambda: desk.bot.commands() == ["start"])
    desk.post("It has begun")
    expect(welcome).to_have_count(0)


def test_a_command_completes_itself_from_the_keyboard(desk: Desk) -> None:
    page = desk.window()
    composer(page).press_sequentially("/jo")
    page.keyboard.press("Tab")
    expect(composer(page)).to_have_value("/journey ")
    page.keyboard.type("s")
    suggestions = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(suggestions).to_have_text(["/journey startbegin a map", "/journey statushow far"])
    page.keyboard.press("ArrowUp")
    expect(suggestions.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(composer(page)).to_have_value("/journey status ")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert desk.bot.commands() == []
    page.keyboard.press("Enter")
    expect(composer(page)).to_have_value("")
    desk.wait_for(lambda: desk.bot.commands() == ["status"])


def test_one_enter_sends_what_stands_behind_a_command_also_a_short_form(desk: Desk) -> None:
    page = desk.window()
    for typed in ("/journey map", "/journey ", "/journey rev"):
        composer(page).press_sequentially(typed)
        page.keyboard.press("Enter")
        expect(composer(page)).to_have_value("")
    desk.wait_for(lambda: desk.bot.commands() == ["map", "", "rev"])
    composer(page).press_sequentially("/journey sta")
    page.keyboard.press("Tab")
    expect(composer(page)).to_have_value("/journey start ")


def test_a_command_typed_in_full_wins_over_a_longer_one_that_begins_like_it(desk: Desk) -> None:
    page = desk.window()
    composer(page).press_sequentially("/journey review")
    suggestions = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(suggestions).to_have_text(["/journey reviewlook again", "/journey reviewssee /journey review"])
    page.keyboard.press("Enter")
    desk.wait_for(lambda: desk.bot.commands() == ["review"])


def test_people_are_mentioned_by_their_name(desk: Desk) -> None:
    page = desk.window()
    composer(page).press_sequentially("Hello @be")
    page.keyboard.press("Enter")
    page.keyboard.type("<!channel> & co")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("a second line")
    page.keyboard.press("Enter")
    said = message(page, "Hello @Ben <!channel> & co")
    expect(said).to_contain_text("a second line")
    text = desk.running.stage.workspace.messages[JOURNEY][-1].text
    assert text == f"Hello <@{IDS['Ben']}> &lt;!channel&gt; &amp; co\na second line"


def test_what_could_not_be_sent_stays_in_the_field(desk: Desk) -> None:
    page = desk.window()
    composer(page).fill("/invite @nobody")
    composer(page).press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("There is no @nobody here.")
    expect(composer(page)).to_have_value("/invite @nobody")


def test_when_the_sandbox_is_gone_it_says_so_and_keeps_the_text(desk: Desk) -> None:
    page = desk.window()
    page.route("**/sandbox/**", lambda route: route.abort())
    composer(page).fill("Anybody there?")
    composer(page).press("Enter")
    banner = page.get_by_role("status").filter(has_text="Is it still running?")
    expect(banner).to_be_visible()
    expect(composer(page)).to_have_value("Anybody there?")
    page.unroute("**/sandbox/**")
    composer(page).press("Enter")
    expect(message(page, "Anybody there?")).to_be_visible()
    expect(banner).to_be_hidden()


def test_half_a_sentence_stays_with_its_writer_and_its_channel(desk: Desk) -> None:
    page = desk.window()
    composer(page).fill("Ana's secret")
    page.get_by_role("button", name="You are: Ana").click()
    page.get_by_role("menuitemradio", name="Ben").click()
    expect(composer(page)).to_have_value("")
    page.get_by_role("button", name="You are: Ben").click()
    page.get_by_role("menuitemradio", name="Ana").click()
    expect(composer(page)).to_have_value("Ana's secret")
    page.get_by_role("link", name="random").click()
    expect(composer(page)).to_have_value("")


def test_what_is_typed_before_the_screen_is_there_belongs_to_who_types(desk: Desk) -> None:
    page = desk.window()
    held: list[Route] = []

    def hold(route: Route) -> None:  # Playwright takes no method of a list
        held.append(route)

    page.route("**/sandbox/screen?*", hold, times=1)
    page.get_by_role("button", name="You are: Ana").click()
    page.get_by_role("menuitemradio", name="Ben").click()
    composer(page).fill("Ben is quick")
    desk.say("Chiara", "Hello")
    desk.wait_for(lambda: page.title() and held)
    held[0].continue_()
    expect(message(page, "Hello")).to_be_visible()
    expect(composer(page)).to_have_value("Ben is quick")
    page.go_back()
    expect(page.get_by_role("button", name="You are: Ana")).to_be_visible()
    expect(composer(page)).to_have_value("")


def test_the_bot_is_invited_by_the_words_that_slack_takes(desk: Desk) -> None:
    page = desk.window(channel="support")
    expect(page.get_by_text("testbot is not in this channel")).to_be_visible()
    composer(page).press_sequentially("/invite @test")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("testbot is not in this channel")).to_be_hidden()


def test_unknown_commands_and_commands_in_threads_are_answered_in_words(desk: Desk) -> None:
    page = desk.window()
    desk.post("The card")
    composer(page).fill("/jurney start")
    composer(page).press("Enter")
    expect(message(page, "is not a command in this workspace")).to_contain_text("Slackbot")
    message(page, "The card").hover()
    message(page, "The card").get_by_role("button", name="Reply in thread").click()
    page.get_by_role("textbox", name="Reply in thread").fill("/journey map")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("no commands in threads")


def test_a_global_shortcut_waits_behind_the_plus(desk: Desk) -> None:
    page = desk.window()
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name="Start it").click()
    desk.wait_for(lambda: [one["callback_id"] for one in desk.bot.got("shortcut")] == ["start"])
