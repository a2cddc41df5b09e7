"""Connections to a PostgreSQL server that wait for no answer longer than whoever asked can: a server that hangs is as
good as one that is away."""

from typing import Any

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.pq import TransactionStatus

from journeybot import patience

LONGEST_TO_CONNECT = 5


class Bounded(psycopg.Connection[Any]):
    """A connection that is closed when an answer does not come in time, since it may still come."""

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Wait for one answer. Raises OperationalError, as for a server that is away."""
        try:
            return super().wait(gen, interval, patience.left() if timeout is None else timeout)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
            raise


def connect(*given: Any, **named: Any) -> Bounded:
    """Connect, within the same time; two seconds are the least that the library knows. Raises OperationalError."""
    left = patience.left()
    if left <= patience.LEAST:
        raise psycopg.OperationalError("no time is left to connect")
    named.setdefault("connect_timeout", max(min(int(left), LONGEST_TO_CONNECT), 2))
    return Bounded.connect(*given, **named)
