"""Small workshops to store."""

from journeybot.journey import About, Challenge, Note, Persona, Stage, Touchpoint
from journeybot.revisions import Keep, Why
from journeybot.workshop import Change, Move, Notes, Place, Workshop

PLACE = Place("T1", "C1")


def workshop(key: str = "w1", *, place: Place = PLACE, title: str = "Buying a kettle", **more: object) -> Workshop:
    about = About(key=f"map of {key}", title=title)
    return Workshop(key=key, place=place, about=about, facilitators=("U1",), **more)  # type: ignore[arg-type]


def notes() -> tuple[Note, ...]:
    return (
        Persona(key="ana", position=1, name="Ana"),
        Stage(key="buy", position=1, name="I buy"),
        Touchpoint(key="shop", position=1, stage="buy", name="The shop"),
    )


def puts(*notes: Note) -> Move:
    return lambda workshop, _: Change(workshop=workshop, put=notes)


def drops(*keys: str) -> Move:
    return lambda workshop, _: Change(workshop=workshop, drop=keys)


def keeps(reason: str = "") -> Move:
    """Nothing but a revision of the map as it is."""
    return lambda workshop, _: Change(workshop=workshop, keeps=Keep(why=Why.KEPT, reason=reason))


def hurts(text: str) -> Move:
    """A challenge whose key is its text, at the end of the others."""

    def move(workshop: Workshop, notes: Notes) -> Change:
        challenge = Challenge(key=text, text=text, position=notes.last_position(Challenge) + 1)
        return Change(workshop=workshop, put=(challenge,))

    return move
