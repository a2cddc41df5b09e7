"""What the lines of a sheet can be."""

from enum import StrEnum


class Section(StrEnum):
    """What the lines under a heading are."""

    PERSONAS = "personas"
    STAGES = "stages"
    TOUCHPOINTS = "touchpoints"
    DOES = "does"
    THINKS = "thinks"
    FEELS = "feels"
    HURTS = "hurts"
    HELPS = "helps"


OF_A_PERSONA = (Section.DOES, Section.THINKS, Section.FEELS)
"""Sections whose heading names a persona."""
