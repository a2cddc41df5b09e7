"""Names the files: made by us from the title, fit for every disk, with nothing of a path in them."""

import re
import unicodedata

LONGEST = 60


def file_stem(title: str) -> str:
    """The name of a map's files, without their ending: `journey-my-washing-machine`. What is no Latin letter or digit
    is left out, so that no system writes it differently; a title of none gives `journey`."""
    latin = unicodedata.normalize("NFKD", title.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return "-".join(["journey", *re.findall(r"[a-z0-9]+", latin.lower())])[:LONGEST].rstrip("-")
