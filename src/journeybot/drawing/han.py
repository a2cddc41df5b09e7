"""Whose forms of Han characters are meant: 直 and 骨 are written differently in China, Taiwan, Japan and Korea."""

import re

from journeybot.drawing.shapes import Drawing

KANA = re.compile(r"[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9d]")
HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
HAN = re.compile(r"[\u4e00-\u9fff]")
TRADITIONAL = re.compile(r"zh-(hant|tw|mo)")


def forms(drawing: Drawing, language: str = "") -> str:
    """The forms for a drawing: those of its language, else of its own text."""
    return forms_of("".join(run.text for run in drawing.runs), language)


def forms_of(text: str, language: str = "") -> str:
    """The language, as BCP 47 writes it, by that of the map, else by what stands beside the characters in the text."""
    asked = language.lower().replace("_", "-")
    if asked.startswith(("ja", "ko")):
        return asked[:2]
    if asked.startswith(("zh-hk", "zh-hant-hk")):
        return "zh-hk"
    if asked.startswith("zh"):
        return "zh-hant" if TRADITIONAL.match(asked) else _chinese(text) if asked == "zh" else "zh-hans"
    if KANA.search(text):
        return "ja"
    return _chinese(text) if HAN.search(text) else "ko" if HANGUL.search(text) else ""


def _chinese(text: str) -> str:
    """Traditional, if more of its characters are missing from the mainland's old standard than from Taiwan's."""
    found = HAN.findall(text)
    return "zh-hant" if _missing(found, "gb2312") > _missing(found, "big5") else "zh-hans"


def _missing(letters: list[str], encoding: str) -> int:
    return sum(not letter.encode(encoding, "ignore") for letter in letters)
