"""What a team can set for its workshop: how many votes, which scale, when it is quiet, what stays anonymous."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Each has a default that suits most teams, and is stored by its name, so a new one needs no migration.
    `votes_each` dots everybody has, `votes_on_one` of them may lie on one; `five_point` shows scores as 1 to 5 and not
    as -2 to +2; nobody is reminded from `quiet_from` o'clock until `quiet_until`, in their own time; `anonymous` holds
    the steps at which no author is kept; `muted` the rules of `check` that the team does not want to hear of;
    `visitors` whether people of other organisations, in a channel that is shared with them, may answer too."""

    votes_each: int = 5
    votes_on_one: int = 3
    five_point: bool = False
    quiet_from: int = 18
    quiet_until: int = 9
    anonymous: tuple[str, ...] = ()
    muted: tuple[str, ...] = ()
    visitors: bool = False
