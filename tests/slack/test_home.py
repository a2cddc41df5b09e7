"""A person's own page in Slack's Home tab."""

from bot.slack import blocks
from bot.slack.lint import refuse
from journeybot.replies import Button, Home, Row
from tests.slack.test_anything_fits import of_type

OPEN = Button(label="Open", command="status")


def test_maps_stand_under_their_headings() -> None:
    rows = (Row(text="*Buying shoes*, step 2", buttons=(OPEN,)),)
    page = Home(heading="Your journeys", text="Two maps.", sections=(("Open", rows), ("Finished", ())), buttons=(OPEN,))
    view = blocks.home(page)
    refuse(view, "home")
    assert [block["type"] for block in view["blocks"]] == [
        "header", "section", "actions", "divider", "header", "section", "divider", "header",
    ]  # fmt: skip
    assert [block["text"]["text"] for block in view["blocks"] if block["type"] == "header"] == [
        "Your journeys",
        "Open",
        "Finished",
    ]


def test_what_has_no_room_is_counted() -> None:
    rows = tuple(Row(text=f"map {n}", buttons=(OPEN,)) for n in range(150))
    view = blocks.home(Home(heading="Your journeys", text="", sections=(("Open", rows),)))
    refuse(view, "home")
    shown = [text["text"] for text in of_type(view, "mrkdwn")]
    assert shown[-1] == f"… and {150 - (len(shown) - 1)} more"


def test_a_page_is_never_too_heavy_for_slack() -> None:
    rows = tuple(Row(text="👩🏽‍🚀" * 600, buttons=(OPEN,)) for _ in range(90))
    refuse(blocks.home(Home(heading="Your journeys", text="", sections=(("Open", rows),))), "home")
