"""A dialog of steps 5 and 6: dots on challenges or improvements, placed and taken back; hidden until the reveal."""

from collections import Counter

from journeybot.forms import Answers, Field, Kind, Option, Unusable
from journeybot.journey import Challenge, Improvement, Vote
from journeybot.keys import vote_key
from journeybot.steps.desk import Desk, Dialog, Written, asked, number, text
from journeybot.steps.signs import marked
from journeybot.workshop import Secret, Step

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
        for at in range(_offered(desk))
    )


def _offered(desk: Desk) -> int:
    """As many dots as everybody has; those of an open dialog are taken in even if there are fewer by now."""
    return max(desk.workshop.settings.votes_each, 0 if desk.asking else number(desk.seen.get("each")) or 0)


def _choices(desk: Desk) -> tuple[Option, ...]:
    if _about(desk) == IMPROVEMENTS:
        return desk.choices(Improvement, lambda one: Option(one.key, one.text))
    return desk.choices(Challenge, lambda one: Option(one.key, marked(one, desk.workshop)))


def _own(desk: Desk) -> list[Vote]:
    """This person's dots on what is voted on."""
    kind = Improvement if _about(desk) == IMPROVEMENTS else Challenge
    return [vote for vote in desk.given(Vote, counted_under(desk)) if desk.find(vote.on, kind) is not None]


def _take(desk: Desk, answers: Answers) -> Written:
    kind = Improvement if _about(desk) == IMPROVEMENTS else Challenge
    allowed = desk.workshop.settings
    placed: Counter[str] = Counter()
    votes = []
    person = desk.alias(counted_under(desk))
    for name, value in answers.items():
        if value is None:
            continue
        on = desk.must_find(text(value), kind, at=name).key
        placed[on] += 1
        if placed[on] > allowed.votes_on_one:
            raise Unusable({name: ("too_many_dots", {"most": allowed.votes_on_one})})
        if placed.total() > allowed.votes_each:
            raise Unusable({name: ("no_dot_left", {"each": allowed.votes_each})})
        key = vote_key(desk.workshop.key, on, person=person, dot=placed[on])
        votes.append(Vote(key=key, author=desk.person, on=on))
    kept = {vote.key for vote in votes}
    return Written(put=tuple(votes), drop=tuple(vote.key for vote in _own(desk) if vote.key not in kept))


def _told(desk: Desk) -> dict[str, object]:
    allowed = desk.workshop.settings
    placed, hidden = len(_own(desk)) if desk.asking else 0, desk.workshop.hides(Secret(counted_under(desk)))
    return {"each": allowed.votes_each, "most": allowed.votes_on_one, "placed": placed, "hidden": hidden}


def _remember(desk: Desk) -> dict[str, str]:
    return {"each": str(desk.workshop.settings.votes_each), **desk.seen, "about": _about(desk)}


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
        remember=_remember,
        told=_told,
        counts_for=counted_under,
        words="votes.vote",
        promise=("anonymous.promise.dots", "anonymous.who.dots"),
        by_code=Vote,
    ),
)
