"""A code that a phone's camera turns into an address, as a picture to print."""

from io import BytesIO

import segno

WIDE = 1200
"""Pixels, about: sharp at 10 cm on paper."""

QUIET = 4
"""Modules of white that the standard (ISO/IEC 18004) wants around it."""


def code(address: str) -> bytes:
    """The address as a QR code, PNG; readable even where 15 % of it is scratched or covered (level M)."""
    made = segno.make(address, error="m", micro=False, boost_error=True)
    scale = max(1, WIDE // made.symbol_size(border=QUIET)[0])
    out = BytesIO()
    made.save(out, kind="png", scale=scale, border=QUIET, dark="#000000", light="#ffffff")
    return out.getvalue()
