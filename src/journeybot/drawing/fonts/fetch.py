"""Fetches the font files beside it anew, by apt-get and npm, and writes down their hashes.

    python -m journeybot.drawing.fonts.fetch

Needs apt-get and dpkg-deb (Debian), npm, and `pip install brotli`, with which fontTools opens the emoji font: npm packs
it as WOFF2, and HarfBuzz reads TrueType. The fonts are not changed otherwise.
"""

import hashlib
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
BOTH = ("Regular", "Bold")
NOTO: dict[str, Sequence[str]] = {
    "Arabic": BOTH,
    "Bengali": BOTH,
    "Devanagari": BOTH,
    "Hebrew": BOTH,
    "Tamil": BOTH,
    "Thai": BOTH,
    "Ethiopic": ["Regular"],
    "Gujarati": ["Regular"],
    "Gurmukhi": ["Regular"],
    "Kannada": ["Regular"],
    "Khmer": ["Regular"],
    "Lao": ["Regular"],
    "Malayalam": ["Regular"],
    "Myanmar": ["Regular"],
    "Oriya": ["Regular"],
    "Sinhala": ["Regular"],
    "Telugu": ["Regular"],
}
"""Scripts and weights; where there is no bold, HarfBuzz emboldens the regular."""
NOTO_PACKAGE = "fonts-noto-core"
EMOJI_PACKAGE = "twemoji-colr-font@15.0.3"
EMOJI = "TwemojiMozilla.ttf"
SUMS = "SHA256SUMS"


def main() -> None:
    """Fetch all, and write SHA256SUMS."""
    with TemporaryDirectory() as folder:
        _noto(Path(folder))
        _emoji(Path(folder))
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(HERE.glob("*.ttf"))]
    (HERE / SUMS).write_text("".join(lines), encoding="ascii")


def _noto(folder: Path) -> None:
    """The static Noto Sans of each script, as Debian ships them, with their licence."""
    _run("apt-get", "download", NOTO_PACKAGE, folder=folder)
    _run("dpkg-deb", "--extract", *map(str, folder.glob("*.deb")), "noto", folder=folder)
    for script, weights in NOTO.items():
        for weight in weights:
            name = f"NotoSans{script}-{weight}.ttf"
            copyfile(folder / "noto/usr/share/fonts/truetype/noto" / name, HERE / name)
    copyfile(folder / "noto/usr/share/doc" / NOTO_PACKAGE / "copyright", HERE / "LICENSE-Noto.txt")


def _emoji(folder: Path) -> None:
    """Mozilla's build of Twemoji, taken out of its WOFF2 wrapping, with its licence."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- takes its time, and only fetching needs it

    _run("npm", "pack", "--silent", EMOJI_PACKAGE, folder=folder)
    with tarfile.open(next(folder.glob("*.tgz"))) as pack:
        pack.extractall(folder, filter="data")
    font = TTFont(folder / "package/twemoji.woff2", recalcTimestamp=False)
    font.flavor = None
    font.save(HERE / EMOJI)
    copyfile(folder / "package/LICENSE", HERE / "LICENSE-Twemoji.md")


def _run(*command: str, folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=sys.stderr)  # noqa: S603 -- names written above


if __name__ == "__main__":
    main()
