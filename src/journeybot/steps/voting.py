"""A dialog of steps 5 and 6: dots on challenges or improvements, placed and taken back; hidden until the reveal."""

from collections import Counter

from journeybot.forms import Answers, Field, Kind, Option, Unusable
from journeybot.journey import Challenge, Improvement, Vote
from journeybot.steps.desk import Desk, Dialog, Written, asked, text
from journeybot.steps.keys import vote_key
from journeybot.workshop import Secret, Step

EACH, ON_ONE = 5, 3
"""Dots that everybody has, and how many of them may lie on one."""

CHALLENGES, IMPROVEMENTS = "challenges", "improvements"


def _about(desk: Desk) -> str:
    """What is voted on: as the dialog remembers it, else what the step is about."""
    if desk.about in {CHALLENGES, IMPROVEMENTS}:
        return desk.about
    return IMPROVEMENTS if desk.workshop.step is Step.IMPROVEMENTS else CHALLENGES


def _fields(desk: Desk) -> tuple[Field, ...]:
    choices = _choices(desk)
    placed = [vote.on for vote in _own(desk)] if desk.asking else []
    return tuple(
        asked(
            desk,
            f"votes.dot_{at + 1}",
            Kind.CHOICE,
            refers=True,
            options=choices,
            initial=placed[at] if at < len(placed) else None,
        )
        for at in range(EACH)
    )


def _choices(desk: Desk) -> tuple[Option, ...]:
    if _about(desk) == IMPROVEMENTS:
        return desk.choices(Improvement, lambda one: Option(one.key, one.text))
    return desk.choices(Challenge, lambda one: Option(one.key, one.text))


def _own(desk: Desk) -> list[Vote]:
    """This person's dots on what is voted on."""
    kind = Improvement if _about(desk) == IMPROVEMENTS else Challenge
    return [vote for vote in desk.mine(Vote) if desk.find(vote.on, kind) is not None]


def _take(desk: Desk, answers: Answers) -> Written:
    kind = Improvement if _about(desk) == IMPROVEMENTS else Challenge
    placed: Counter[str] = Counter()
    votes = []
    for name, value in answers.items():
        if value is None:
            continue
        on = desk.must_find(text(value), kind, at=name).key
        placed[on] += 1
        if placed[on] > ON_ONE:
            raise Unusable({name: ("too_many_dots", {"most": ON_ONE})})
        key = vote_key(desk.workshop.key, on, person=desk.person, dot=placed[on])
        votes.append(Vote(key=key, author=desk.person, on=on))
    kept = {vote.key for vote in votes}
    return Written(put=tuple(votes), drop=tuple(vote.key for vote in _own(desk) if vote.key not in kept))


def counted_under(desk: Desk) -> str:
    """The secret under which a voter is counted."""
    return Secret.IMPROVEMENT_VOTES if _about(desk) == IMPROVEMENTS else Secret.CHALLENGE_VOTES


DIALOGS = (
    Dialog(
        name="vote",
        step=None,
        kind=Vote,
        fields=_fields,
        take=_take,
        remember=lambda desk: {**desk.seen, "about": _about(desk)},
        counts_for=counted_under,
        words="votes.vote",
    ),
)
