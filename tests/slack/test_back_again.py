"""A bot that was killed comes back: the card says when nobody was there, and the team goes on by its buttons."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import connect
from subprocess import Popen

from bot.commands.sandbox import end_bot, start_bot
from bot.sandbox.player import Sandbox
from bot.sandbox.workspace import Workspace
from tests.soak.crowd import sandbox_of

AWAY = "I was away between"
OLDER = "UPDATE listening SET at = strftime('%Y-%m-%d %H:%M:%f000', at, '-5 minutes')"


def as_if_it_had_been_long(folder: Path) -> None:
    """The bot was last up five minutes earlier than it was."""
    with closing(connect(folder / "sandbox.db")) as database, database:
        assert database.execute(OLDER).rowcount == 1


@contextmanager
def up(url: str, own: dict[str, str], folder: Path) -> Iterator[Popen[bytes]]:
    bot = start_bot(own, int(url.rpartition(":")[2]), folder=folder)
    try:
        Sandbox(url).wait_until_ready()
        yield bot
    finally:
        end_bot(bot)


def test_after_a_kill_the_card_says_since_when_and_a_press_goes_on(tmp_path: Path) -> None:
    with sandbox_of(Workspace()) as (url, _, own):
        player = Sandbox(url)
        ana = player.person("Ana")
        with up(url, own, tmp_path) as bot:
            ana.types("/journey start Groceries").submits()
            player.wait_for(lambda: ana.sees("Step 1 of 6"))
            before = [one["ts"] for one in ana.looks().screen["messages"]]
            bot.kill()
            bot.wait()
        as_if_it_had_been_long(tmp_path)
        with up(url, own, tmp_path):
            player.wait_for(lambda: ana.sees(AWAY))
            assert [one["ts"] for one in ana.looks().screen["messages"]] == before, "it is the card that says so"
            ana.presses("Add a persona").submits({"Name": "Maya"})
            player.wait_for(lambda: "Maya" in "".join(ana.reads()))
            assert AWAY in "".join(ana.reads()), "for a while, whoever was faster"
