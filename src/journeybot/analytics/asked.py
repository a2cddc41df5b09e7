"""What somebody wants to know of an event log: which touchpoint is the purchase, which the cart, what is the site."""

from dataclasses import dataclass
from typing import Literal

SITE = ("website", "web", "site")
"""Channels that are the site, where nothing else is said."""

SESSION_MINUTES = 30
"""A longer pause on the site begins a new visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`goals` are the touchpoints that are the purchase (none: every event with a value is one), `carts` those at which
    something is put into the cart, `support` those (or channels) at which customers come for help (none: wherever a
    reason is given), `site` the channels that are the site; `by` is what is weighed: touchpoints or channels. Names
    are compared without regard to case."""

    goals: tuple[str, ...] = ()
    carts: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    site: tuple[str, ...] = SITE
    minutes: int = SESSION_MINUTES
    by: Literal["touchpoint", "channel"] = "touchpoint"

    @property
    def seconds(self) -> int:
        """How long a pause may be within a visit."""
        return self.minutes * 60
