"""The signs of what helped and what hurt, where a team looks back."""

from journeybot.journey import Challenge, Pain
from journeybot.workshop import Workshop


def marked(challenge: Challenge, workshop: Workshop) -> str:
    """A challenge among others, as a choice: looking back, what helped has one sign and what hurt another."""
    return signed(challenge.text, helped=challenge.pain is Pain.HELPED, looks_back=workshop.looks_back)


def signed(told: str, *, helped: bool, looks_back: bool) -> str:
    """What is told of a challenge, with the sign of what helped or hurt."""
    return f"➕ {told}" if helped else f"➖ {told}" if looks_back else told
