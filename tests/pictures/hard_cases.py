"""Sixteen maps that break pictures: scripts, emoji, hostile text, and too much or too little of everything."""

from collections.abc import Callable

from journeybot.journey import JourneyMap
from tests.pictures.build import Builder

SCRIPTS = {
    "العربية": "العميل يقارن الأسعار",
    "עברית": "הלקוח משווה מחירים",
    "हिन्दी": "ग्राहक कीमतों की तुलना करता है",
    "ไทย": "ลูกค้าเปรียบเทียบราคาก่อนซื้อ",
    "中文": "顾客在网站上比较价格，运费太贵了。",
    "日本語": "店で値段をくらべて、やめる。",
    "한국어": "고객이 가격을 비교합니다",
    "Ελληνικά": "Ο πελάτης συγκρίνει τιμές",
    "Русский": "Покупатель сравнивает цены",
}
EMOJI = ("👩‍👩‍👧‍👦 family", "🇨🇭🇯🇵🇧🇷 flags", "1️⃣2️⃣#️⃣ keycaps", "👍🏻👍🏽👍🏿 tones", "🧑🏽‍🚀 in space", "❤️‍🔥 and 🏳️‍🌈")
HOSTILE = (
    "<!channel> <@U123> <#C1|general>",
    "<script>alert(1)</script> &amp; &lt;b&gt;",
    '=HYPERLINK("x") | a | b |',
    "*bold* _it_ ~no~ `code` :tada:",
    "<https://example.org|a link> \x00\x07 \u202eesrever",
)
LONG_WORDS = (
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
    "x" * 90,
    "Lopadotemachoselachogaleokranioleipsanodrimhypotrimmatosilphio",
)


def told(title: str, *texts: str, channel: str = "app") -> JourneyMap:
    """Each text as a stage, a touchpoint, an action, a thought, a challenge and an improvement."""
    b = Builder(title, about={"scenario": texts[0]}, participants=3)
    who = b.persona(texts[-1], occupation=texts[0], quote=texts[-1], goals=(texts[0],))
    for at, text in enumerate(texts):
        b.stage(text)
        here = b.touchpoint(text, (channel, "store", text)[at % 3], context=text, importance=at % 6 or None)
        b.moment(who, here, text, thought=text, scores=f"{at * 3 % 5 - 2} {at % 2} {at % 3}")
        pain = b.challenge(text, here, severity=2, votes=3)
        b.improvement(text, pain, impact=3, effort=2, owner=texts[0])
    return b.map()


def scripts() -> JourneyMap:
    return told("Nine scripts: " + " ".join(SCRIPTS), *SCRIPTS.values())


def touchpoints(number: int, stages: int) -> JourneyMap:
    """A map of so many touchpoints."""
    b = Builder(f"{number} touchpoint{'' if number == 1 else 's'}", participants=5)
    people = [b.persona("Ana"), b.persona("Bo")] if number > 1 else [b.persona("Ana")]
    channels = ("website", "app", "store", "phone", "e-mail")
    for at in range(number):
        if at % -(-number // stages) == 0:
            b.stage(f"Part {len(b.notes['stages']) + 1}" if "stages" in b.notes else "Part 1")
        here = b.touchpoint(f"Step number {at + 1}", channels[at * 3 % 5], moment_of_truth=at % 9 == 4)
        for n, who in enumerate(people):
            level = (at * (n + 2)) % 5 - 2
            b.moment(who, here, "Does what has to be done", scores=f"{level} {level} {min(2, level + 1)}")
        if at % 4 == 0:
            b.challenge("It takes too long", here, severity=at % 3 + 1, votes=at % 6)
    return b.map()


def gaps() -> JourneyMap:
    b = Builder("Three personas with gaps", participants=4)
    people = [b.persona(name) for name in ("Only the beginning", "Only the end", "Every second step")]
    b.stage("All of it")
    for at in range(9):
        here = b.touchpoint(f"Step {at + 1}", "app" if at % 2 else "store")
        for who, there in zip(people, (at < 4, at > 5, at % 2 == 0), strict=True):
            if there:
                b.moment(who, here, "Is there", scores=f"{at % 5 - 2} {at % 3 - 1} 0 1")
            else:
                b.absent(who, here)
    return b.map()


def equal() -> JourneyMap:
    b = Builder("Same", participants=2)
    people = [b.persona("Same", colour="#1f5fd6") for _ in range(3)]
    for _ in range(3):
        b.stage("Same")
        for _ in range(2):
            here = b.touchpoint("Same", "Same")
            for who in people:
                b.moment(who, here, "Same", thought="Same", scores="1 1 1")
            b.improvement("Same", b.challenge("Same", here))
    return b.map()


def stages(number: int, *, empty: bool = False) -> JourneyMap:
    """A map of stages, each with one touchpoint; or of three, of which two have none."""
    b = Builder("A stage without touchpoints" if empty else f"{number} stages", participants=1)
    who = b.persona("Ana")
    for at in range(number):
        b.stage(f"Stage {at + 1}", ("before", "during", "after")[at * 3 // max(1, number)], empty=empty and at == 1)
        if not (empty and at):
            b.moment(who, b.touchpoint("Meets us", "app"), "Looks around", scores=str(at % 5 - 2))
    if empty:
        b.challenge("Nobody knows what happens here", stage="stage-3")
    return b.map()


def nameless() -> JourneyMap:
    b = Builder("")
    b.persona("")
    b.stage("")
    b.challenge("", b.touchpoint("", ""))
    return b.map()


CASES: dict[str, Callable[[], JourneyMap]] = {
    "nine scripts": scripts,
    "emoji": lambda: told("Emoji 🎉", *EMOJI, channel="🛒 shop"),
    "long words": lambda: told("Long words", *LONG_WORDS),
    "40 touchpoints, two personas": lambda: touchpoints(40, 8),
    "one touchpoint": lambda: touchpoints(1, 1),
    "three personas with gaps": gaps,
    "equal names": equal,
    "formulas": lambda: told(r"$\frac{1}{", r"$\frac{", r"a_b^c {x} \alpha", r"$5 and $9 \$", r"{{ jinja }} %s \n"),
    "right to left": lambda: told(
        "رحلة العميل من الفكرة إلى الشراء", "يبحث عن المنتج 2026", "يقارن (الأسعار) في App", "يشتري: 100%", "يشكر"
    ),
    "3,000 characters": lambda: told("3,000 characters", "many words " * 273, "x" * 3000, "short"),
    "web addresses": lambda: told("Addresses", "https://example.org/a/very/long/" + "path/" * 12, "mailto:a@b.example"),
    "no stage": lambda: stages(0),
    "twelve stages": lambda: stages(12),
    "a stage without touchpoints": lambda: stages(3, empty=True),
    "hostile markup": lambda: told("<!everyone> & <b>title</b>", *HOSTILE),
    "no title, no names": nameless,
}
