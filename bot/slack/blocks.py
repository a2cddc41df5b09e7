"""Replies and forms as Block Kit, and what comes back from it: all that a listener needs, in one place."""

from bot.slack.answers import Asked, StaleDialog, about_view, answers_of
from bot.slack.buttons import Pressed, StaleButton, press_of
from bot.slack.card import card, is_of_card
from bot.slack.dialogs import errors, modal, notice
from bot.slack.home import home
from bot.slack.markup import SLACK
from bot.slack.messages import Message, messages

__all__ = [
    "SLACK",
    "Asked",
    "Message",
    "Pressed",
    "StaleButton",
    "StaleDialog",
    "about_view",
    "answers_of",
    "card",
    "errors",
    "home",
    "is_of_card",
    "messages",
    "modal",
    "notice",
    "press_of",
]
