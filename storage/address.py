"""What DATABASE_URL names, read before anything is opened; what is wrong with it is told in a sentence."""

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.trouble import UnusableDatabase

SAY = "write sqlite:///journeybot.db, say"
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
"""By which library we reach each kind, whatever other one an address names for another program."""


def parsed(url: str) -> URL:
    """The address. Raises UnusableDatabase."""
    try:
        read = make_url(url.replace("postgres://", "postgresql://", 1))
    except ArgumentError:
        shown = repr(url) if "@" not in url else "What DATABASE_URL holds"  # there may be a password in it
        raise UnusableDatabase(f"{shown} is no database URL: {SAY}.") from None
    except ValueError:  # make_url takes a port for a number
        raise UnusableDatabase("The port in DATABASE_URL is no number: write it as in postgresql://…:5432/….") from None
    kind = read.get_backend_name()
    if kind not in DRIVERS:
        raise UnusableDatabase(f"journeybot keeps its data in SQLite or PostgreSQL, not in {read.drivername}.")
    if kind == "sqlite":
        _must_be_a_file(read)
    return read.set(drivername=DRIVERS[kind])


def named(url: str) -> str:
    """The database as a line of the log may name it: the whole path of its file, or the address without its password.
    Raises UnusableDatabase."""
    read = parsed(url)
    if read.drivername == "sqlite":
        return f"{Path(str(read.database)).absolute()}"
    return shown(read)


def shown(url: URL) -> str:
    """A server's database without its password, and without how we reach it."""
    return url._replace(drivername="postgresql", password=None).set(query={}).render_as_string()


def must_have_its_folder(path: Path) -> None:
    """Raises UnusableDatabase if a file's folder is not there: whoever mistyped its name would begin with nothing."""
    if not path.parent.exists():
        raise UnusableDatabase(
            f"{path} cannot be opened: there is no folder {path.parent}. Make that folder if it is to begin there; if "
            "not, see that DATABASE_URL names the right one."
        )


def must_be_known(url: URL) -> None:
    """Raises UnusableDatabase for options that PostgreSQL's library does not know, and ModuleNotFoundError without
    it."""
    from psycopg.pq import Conninfo  # noqa: PLC0415  SQLite does without

    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    if unknown := sorted(url.query.keys() - known):
        raise UnusableDatabase(
            f"DATABASE_URL has behind its ? what PostgreSQL does not know ({', '.join(unknown)}): take that away."
        )


def _must_be_a_file(url: URL) -> None:
    if url.database in {None, "", ":memory:"}:
        raise UnusableDatabase("A database in memory is gone with the process: name a file, sqlite:///name.db.")
    if url.query:
        raise UnusableDatabase(
            f"DATABASE_URL has something behind the file, ?{'&'.join(url.query)}=…: journeybot always reads and writes "
            "its file, so take that away."
        )
