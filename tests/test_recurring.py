"""A database that is away for an hour fills no log, and whoever reads it sees when it was over."""

import logging

import pytest

from bot.recurring import Recurring

AWAY = "the database does not answer"


def test_it_is_said_once_then_once_a_minute_and_once_when_it_is_over(caplog: pytest.LogCaptureFixture) -> None:
    seconds = 0.0
    trouble = Recurring(logging.getLogger("journeybot"), over="it answers again", clock=lambda: seconds)
    for second in range(150):
        seconds = float(second)
        trouble.failed("wake anybody", AWAY)
        trouble.failed("look at what is due", AWAY)
    trouble.fine("wake anybody")
    assert [record.getMessage() for record in caplog.records] == [f"could not wake anybody: {AWAY}"] * 3
    trouble.fine("look at what is due")
    trouble.fine("look at what is due")
    assert [record.getMessage() for record in caplog.records][3:] == ["it answers again"]
    trouble.failed("look at what is due", AWAY)
    assert caplog.records[-1].getMessage() == f"could not look at what is due: {AWAY}", "it is new"
