"""What chats are owed: rows that say what should be shown and what is."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from journeybot.journey import Key
from journeybot.ports import UNSURE, Showable, Showing, ShowState
from journeybot.reveals import corrected
from journeybot.waking import FARTHEST, LONGEST
from journeybot.workshop import Place, Workshop
from storage.installations import taken_out
from storage.rows import SHOWING, Cells
from storage.statements import Statement
from storage.tables import table

S, W = table("showing"), table("workshop")

SELECT = sa.select(*SHOWING.columns, S.c.tenant, S.c.channel, S.c.workshop)
TURNS = (*SHOWING.turns, None, None, None)
MINE = SELECT.where(S.c.tenant == sa.bindparam("tenant"))

BY_KEY = Statement(MINE.where(S.c.key == sa.bindparam("key")).with_for_update(), TURNS)
ONE = Statement(MINE.where(S.c.workshop == sa.bindparam("workshop"), S.c.key == sa.bindparam("key")), TURNS)
OF_WORKSHOP = Statement(MINE.where(S.c.workshop == sa.bindparam("workshop")), TURNS)
CARD = Statement(MINE.where(S.c.workshop == sa.bindparam("workshop"), S.c.kind == Showable.CARD.value), TURNS)
LATER = sa.case(
    (S.c.error == sa.literal_column("''"), sa.bindparam("later", type_=S.c.wake_at.type)),
    else_=sa.bindparam("farther", type_=S.c.wake_at.type),
)
NOW = (
    S.c.state == sa.literal_column("'due'"),
    sa.or_(S.c.wake_at.is_(None), S.c.wake_at <= sa.bindparam("now"), S.c.wake_at > LATER),
)
"""It is due, and it is its time."""
DUE = Statement(
    SELECT.where(*NOW, ~taken_out(S.c.tenant)).order_by(S.c.since, S.c.key).limit(sa.bindparam("most")),
    TURNS,
)
AT_REST = sa.or_(S.c.state == ShowState.SHOWN.value, sa.and_(S.c.state == ShowState.DEAD.value, S.c.error != UNSURE))
DUE_ANEW = {
    "since": sa.case((AT_REST, sa.bindparam("now", type_=S.c.since.type)), else_=S.c.since),
    "attempts": sa.case((AT_REST, 0), else_=S.c.attempts),
    "wake_at": sa.case((AT_REST, sa.null()), else_=S.c.wake_at),
    "state": sa.case((AT_REST, ShowState.DUE.value), else_=S.c.state),
    "error": sa.case((AT_REST, ""), else_=S.c.error),
}
"""A card that is shown, or was given up, becomes due, unless it may be there already; one under way stays so, and
`settle` sees that more is wanted by then."""
CARDS = sa.update(S).where(S.c.tenant == sa.bindparam("at_tenant"), S.c.kind == Showable.CARD.value)
LATEST = sa.case((S.c.should < sa.bindparam("revision"), sa.bindparam("revision")), else_=S.c.should + 1)
OWED = Statement(CARDS.where(S.c.workshop == sa.bindparam("at_workshop")).values(should=LATEST, **DUE_ANEW))
FOLLOWING = (
    sa.select(W.c.key)
    .where(W.c.tenant == sa.bindparam("at_tenant"), W.c.channel == sa.bindparam("at_channel"))
    .where(W.c.open, W.c.follows == sa.bindparam("followed"))
)
OWED_FOLLOWING = Statement(CARDS.where(S.c.workshop.in_(FOLLOWING)).values(should=S.c.should + 1, **DUE_ANEW))
WRITE_OVER = Statement(SHOWING.update_core("channel", "workshop", "since"))
TAKE = Statement(sa.update(S).where(SHOWING.at(key=sa.bindparam("at_key")), *NOW).values(wake_at=sa.bindparam("until")))
DONE = Statement(sa.delete(S).where(SHOWING.at(key=sa.bindparam("at_key"))))
SETTLE = Statement(SHOWING.update_core("since", but=("kind",)))
"""An index is written anew where a statement names a column of it, whether that changes or not: an attempt changes only
what `showing_due` is over, and a lease nothing of any."""


def showing(row: Sequence[Any]) -> Showing:
    """A showing, of a row of `SELECT`."""
    *cells, tenant, channel, workshop = row
    return SHOWING.value(cells, place=Place(tenant, channel), workshop=workshop or "")


def find(connection: Connection, statement: Statement, **params: object) -> tuple[Showing, ...]:
    """All that a statement over `SELECT` finds."""
    return tuple(map(showing, statement.rows(connection, params)))


def due(connection: Connection, now: datetime, *, most: int) -> tuple[Showing, ...]:
    """What can be worked on now, oldest first."""
    return find(connection, DUE, **times(now), most=most)


def times(now: datetime) -> dict[str, datetime]:
    """What `NOW` asks for."""
    return {"now": now, "later": now + LONGEST, "farther": now + FARTHEST}


def store(connection: Connection, showings: Iterable[Showing], *, now: datetime) -> None:
    """Write showings, over those of the same key."""
    for one in showings:
        tenant = one.place.tenant
        if not WRITE_OVER.run(connection, _cells(one, now) | {"at_tenant": tenant, "at_key": one.key}):
            SHOWING.insert.run(connection, _cells(one, now) | {"tenant": tenant})


def owe_card(connection: Connection, tenant: str, workshop: Key, *, revision: int, now: datetime) -> None:
    """The card of a workshop should show this revision."""
    OWED.run(connection, {"at_tenant": tenant, "at_workshop": workshop, "revision": revision, "now": now})


def owe_cards_after(connection: Connection, followed: Workshop, *, now: datetime) -> None:
    """The card of what follows this one tells what becomes of its actions: it is to do so anew."""
    place = {"at_tenant": followed.place.tenant, "at_channel": followed.place.channel}
    OWED_FOLLOWING.run(connection, place | {"followed": followed.key, "now": now})


def correct(connection: Connection, tenant: str, posts: Iterable[Key], *, now: datetime) -> None:
    """What was posted at reveals, and is so no more, is to be told as it is."""
    for key in posts:
        store(connection, map(corrected, find(connection, BY_KEY, tenant=tenant, key=key)), now=now)


def owe_nothing(connection: Connection, shown: Iterable[Showing], *, now: datetime) -> None:
    """What these came to in a chat is to be there no more: a row for each message and file, which tells nothing else
    of them and is of no workshop."""
    for one in shown:
        bare = Showing(key=one.key, place=one.place, workshop="", kind=Showable.NOTHING, in_thread=False)
        messages = (replace(bare, key=f"{one.key}/{ts}", message=ts) for ts in one.messages)
        files = (replace(bare, key=f"{one.key}/{file}", file=file) for file in filter(None, (one.file,)))
        store(connection, (*messages, *files), now=now)


def take(connection: Connection, found: Showing, *, until: datetime, now: datetime) -> Showing | None:
    """Mark it as being attended to until then; None if it is not due any more."""
    at = {"at_tenant": found.place.tenant, "at_key": found.key}
    taken = TAKE.run(connection, at | times(now) | {"until": until})
    return locked(connection, found) if taken else None


def locked(connection: Connection, one: Showing) -> Showing | None:
    """It as it is now, and until the commit."""
    return next(iter(find(connection, BY_KEY, tenant=one.place.tenant, key=one.key)), None)


def settle(connection: Connection, tried: Showing, *, held: datetime | None, now: datetime) -> Showing | None:
    """Write what became of an attempt; if more is wanted by now, what was shown is due again. A showing that is gone
    meanwhile, with its workshop, stays gone, and so does what it came to. None if it is no longer `held`: a card is
    then due again, for ours may have been the last to arrive."""
    known = locked(connection, tried)
    if known is None:
        if tried.kind is not Showable.NOTHING:
            owe_nothing(connection, [tried], now=now)
        return tried
    if held is not None and known.wake_at != held:
        if known.kind is Showable.CARD and known.state is ShowState.SHOWN:
            _settled(connection, replace(known, state=ShowState.DUE), now)
        return None
    if tried.kind is Showable.NOTHING and tried.state is ShowState.SHOWN:
        DONE.run(connection, {"at_tenant": tried.place.tenant, "at_key": tried.key})
        return tried
    settled = replace(tried, should=max(known.should, tried.should))
    at_rest = tried.state is ShowState.SHOWN or (tried.state is ShowState.DEAD and tried.error != UNSURE)
    if settled.should > tried.should and at_rest:
        settled = replace(settled, state=ShowState.DUE, attempts=0, error="", wake_at=None)
    return _settled(connection, settled, now)


def unpark(connection: Connection, place: Place, waiting_for: str = "") -> int:
    """Make the parked showings of a channel due again, all or those that wait for this; how many there were."""
    parked = sa.and_(S.c.tenant == place.tenant, S.c.channel == place.channel, S.c.state == ShowState.PARKED.value)
    if waiting_for:
        parked = sa.and_(parked, S.c.error == waiting_for)
    due = sa.update(S).where(parked).values(state=ShowState.DUE.value, attempts=0, wake_at=None, error="")
    return connection.execute(due).rowcount


def _settled(connection: Connection, one: Showing, now: datetime) -> Showing:
    SETTLE.run(connection, _cells(one, now) | {"at_tenant": one.place.tenant, "at_key": one.key})
    return one


def _cells(one: Showing, now: datetime) -> Cells:
    return SHOWING.cells(one, channel=one.place.channel, workshop=one.workshop or None, since=now)
