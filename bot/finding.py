"""What the doctor says of one thing: light, for the command line names it before any command is typed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is right (None: it was left out), and what was found or is to be done."""

    about: str
    fine: bool | None
    said: str

    def __str__(self) -> str:
        mark = {True: "ok", False: "wrong", None: "left out"}[self.fine]
        return f"{mark:8}  {self.about}: {self.said}"
