"""What the bot says, as a person reads it in the channel."""

from bot.slack import blocks
from bot.slack.lint import refuse
from journeybot.replies import Button, Row, Say
from tests.slack.test_anything_fits import of_type

EDIT = Button(label="Edit", command="edit")
DELETE = Button(label="Delete", command="delete")


def kinds(message: blocks.Message) -> list[str]:
    return [block["type"] for block in message["blocks"]]


def test_words_come_first_then_rows_then_buttons() -> None:
    rows = (Row(text="Ad", buttons=(EDIT,)), Row(text="Till", buttons=(EDIT, DELETE)), Row(text="no button"))
    [message] = blocks.messages(Say(text="*Yours*", rows=rows, buttons=(EDIT,)))
    below = ["section", "actions", "section", "actions", "section"]
    assert kinds(message) == ["section", *below, "divider", "actions"], "the buttons of a list stand in one place"
    assert [button["text"]["text"] for button in message["blocks"][4]["elements"]] == ["Edit", "Delete"]


def test_where_each_row_has_one_button_it_stands_beside_its_words() -> None:
    [message] = blocks.messages(Say(text="Yours", rows=(Row(text="Ad", buttons=(EDIT,)), Row(text="no button"))))
    assert kinds(message) == ["section", "section", "section"]
    assert message["blocks"][1]["accessory"]["text"]["text"] == "Edit"


def test_only_the_buttons_of_rows_are_kept_apart_from_those_of_the_whole() -> None:
    [message] = blocks.messages(Say(text="Yours", rows=(Row(text="Ad"),), buttons=(EDIT,)))
    assert kinds(message) == ["section", "section", "actions"]


def test_a_screen_reader_hears_every_word() -> None:
    [message] = blocks.messages(Say(text="Yours", rows=(Row(text="Ad"), Row(text="Till"))))
    assert message["text"] == "Yours\nAd\nTill"


def test_nothing_but_our_own_links_and_mentions_are_links_and_mentions() -> None:
    [message] = blocks.messages(Say(text="see #general and @here"))
    assert all(text["verbatim"] for text in of_type(message, "mrkdwn"))


def test_a_long_story_is_cut_between_lines() -> None:
    story = "\n".join(f"Line {n} of the story, which is neither short nor long." for n in range(300))
    messages = blocks.messages(Say(text=story))
    assert len(messages) > 1
    lines = [line for message in messages for line in message["text"].split("\n")]
    assert lines == story.split("\n")


def test_a_line_longer_than_a_message_is_cut_between_words_and_never_within_a_mention() -> None:
    line = "<@U012ABCDEF> &amp; " * 600
    messages = blocks.messages(Say(text=line))
    for message in messages:
        refuse(message, "message")
        for text in of_type(message, "mrkdwn"):
            assert set(text["text"].split()) <= {"<@U012ABCDEF>", "&amp;"}


def test_a_row_keeps_its_buttons_when_a_list_goes_on_in_the_next_message() -> None:
    rows = tuple(Row(text=f"note {n}", buttons=(EDIT, DELETE)) for n in range(60))
    messages = blocks.messages(Say(text="Yours", rows=rows))
    assert len(messages) > 1
    for message in messages:
        assert kinds(message)[-2:] == ["section", "actions"]
    notes = [text["text"] for message in messages for text in of_type(message, "mrkdwn")]
    assert notes == ["Yours", *(f"note {n}" for n in range(60))]
