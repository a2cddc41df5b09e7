"""The posts of reveals: which of them a change makes wrong, and what they are then; stored with the change itself."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from journeybot.journey import Challenge, Improvement, Key, Moment, Note, Score, Vote
from journeybot.ports import Showing, ShowState
from journeybot.workshop import Secret, Workshop

SINCE = "since"
"""In `what` of such a post: that something was said or changed since the reveal."""

Was = Mapping[Key, Note | None]
"""All notes that a change touched, as they were; None for one that is new."""

_ABOUT: dict[type[Note], Secret] = {
    Challenge: Secret.CHALLENGE_VOTES,
    Improvement: Secret.IMPROVEMENT_VOTES,
    Score: Secret.SCORES,
}


def post_of(workshop: Workshop, secret: Secret) -> Key:
    """The one post of what was revealed: one for each review, and the same if it is revealed once more."""
    return f"reveal.{workshop.key}.{workshop.round}{'' if secret is Secret.SCORES else f'.{secret}'}"


def made_wrong(workshop: Workshop, was: Was, put: Mapping[Key, Note], find: Callable[[Key], Note | None]) -> list[Key]:
    """The posts that tell by now what is so no more: of feelings and dots that are given, changed or taken away, and of
    notes worded anew. `workshop` is as it is after the change, `find` knows every note that was there before."""
    shown = [secret for secret in Secret if not workshop.hides(secret)]
    if not shown:
        return []
    touched = {*_touched(was, put, find)}
    return [post_of(workshop, secret) for secret in shown if secret in touched]


def _touched(was: Was, put: Mapping[Key, Note], find: Callable[[Key], Note | None]) -> Iterator[Secret]:
    for key, before in was.items():
        after = put.get(key)
        for dot in (one for one in (before, after) if isinstance(one, Vote)):
            on = put.get(dot.on) or find(dot.on)
            yield from [_ABOUT[type(on)]] if on else ()
        if any(isinstance(one, Score) for one in (before, after)) or _comes_there_or_no_more(before, after):
            yield Secret.SCORES
        if (
            isinstance(before, Challenge | Improvement)
            and isinstance(after, type(before))
            and before.text != after.text
        ):
            yield _ABOUT[type(before)]


def _comes_there_or_no_more(before: Note | None, after: Note | None) -> bool:
    """Whether a persona does a step no more, or does it after all: what was felt there counts no more, or again."""
    return isinstance(before, Moment) and isinstance(after, Moment) and before.absent is not after.absent


def corrected(post: Showing) -> Showing:
    """It is owed anew; one that is under way is so once more after that. What waits for something else, or was given
    up, tells when its time comes what is so then."""
    if post.state is ShowState.SHOWN:
        post = replace(post, state=ShowState.DUE, wake_at=None, attempts=0)
    if post.state is not ShowState.DUE:
        return post
    return replace(post, should=post.should + 1, what={**post.what, SINCE: "yes"})
