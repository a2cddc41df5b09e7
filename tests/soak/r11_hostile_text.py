"""R11: whatever is typed, a person gets a sentence, and what Slack is sent is harmless."""

import json
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.slack import blocks
from journeybot.exports import Unreadable, read_journey
from journeybot.replies import Say
from tests.soak.trials import trial
from tests.team import Team, gathered

NASTY = [
    "<!channel>",
    "<@U1>",
    "=HYPERLINK(1)",
    "$\\frac{",
    "{{ 7*7 }}",
    "\u202eabc",
    "a\u0300" * 50,
    "\ud800",
    "👩‍👩‍👧‍👦",
]
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(st.characters(codec=None, categories=None), max_size=300))


@trial("R11 texts that broke something or could call somebody", at_most=0, times=10_000, short=300)
def harmful_texts(folder: Path, times: int) -> float:
    """Texts after which something raised, or an unescaped mention stood in what Slack was to be sent."""
    with gathered(folder, markup=blocks.SLACK) as team:
        team.member("ana").asks("start Groceries", template="five_stages")
        return _count(team, times)


def _count(team: Team, times: int) -> int:
    harmful: list[str] = []
    keys: list[str] = []

    @settings(max_examples=times, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(TEXTS)
    def attack(text: str) -> None:
        try:
            if not _survives(team, text, keys):
                harmful.append(text)
        except Exception as error:  # noqa: BLE001  the trial counts whatever happens
            harmful.append(f"{text!r}: {error!r}")

    attack()
    for text in harmful[:5]:
        print(f"      {text!r}")
    return len(harmful)


def _survives(team: Team, text: str, keys: list[str]) -> bool:
    """One text at every door: the command line, a dialog, a file; and back out on the card."""
    ben = team.member("ben")
    replied = team.facilitator.command(ben.who, ben.place, text)
    ben.types("persona")
    ben.fills(name=text, quote=text, goals=text)
    if keys:
        team.member("ana").presses("delete", keys.pop())
    keys.extend(p.key for p in team.store.journey("T1", team.workshop.key).personas if p.author == ben.who.id)
    with suppress(Unreadable):
        read_journey(text.encode("utf-8", "surrogatepass"))
    card = blocks.card(team.facilitator.card("T1", team.workshop.key))
    sent = json.dumps([card, *(blocks.messages(reply) for reply in replied if isinstance(reply, Say))])
    return "<!channel>" not in sent and sent.count("<@") == sent.count("<@UANA>")
