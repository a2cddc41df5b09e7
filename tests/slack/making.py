"""Anything that the workshop could hand to Slack, for property tests: hostile texts, none and far too many of each."""

from hypothesis import strategies as st

from journeybot.forms import AT_MOST, Field, Form, Kind, Option
from journeybot.replies import Button, Card, Home, Row, Say

NASTY = [
    "",
    " \n ",
    "x" * 3001,
    "👩🏽‍🚀" * 400,
    "<!channel> <@U1> <#C1|x> &lt; & > *b* _i_ ~s~ `c` ```",
    "&" * 3000,
    "\u202eright to left\u202c שלום",
    "=HYPERLINK(1)\t$x$",
    "a\n" * 900,
    "word " * 700,
    "é" * 76,
]

texts = st.one_of(st.text(max_size=200), st.sampled_from(NASTY))
short = st.text(max_size=100)
names = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=20)
keys = st.text("0123456789abcdef-", max_size=36)
people = st.from_regex(r"[UW][A-Z0-9]{1,10}", fullmatch=True)


def _options(most: int) -> st.SearchStrategy[tuple[Option, ...]]:
    one = st.builds(Option, value=keys, label=short, group=st.sampled_from(["", "", "Before", "After", "g" * 90]))
    return st.lists(one, max_size=most).map(tuple)


many = st.integers(0, 120).map(lambda n: tuple(Option(str(i), f"choice {i}", "") for i in range(n)))
headings = st.integers(90, 120).map(lambda n: tuple(Option(str(i), f"choice {i}", f"heading {i}") for i in range(n)))
initials = st.one_of(
    st.none(), texts, keys, people, st.lists(keys | people, max_size=4).map(tuple), st.dates().map(str)
)


def fields(name: str) -> st.SearchStrategy[Field]:
    """A field of that name, of any kind."""
    return st.builds(
        Field,
        name=st.just(name),
        label=texts,
        kind=st.sampled_from(Kind),
        required=st.booleans(),
        hint=texts,
        placeholder=texts,
        longest=st.integers(0, 5000),
        options=st.one_of(_options(15), many, headings),
        initial=initials,
        least=st.none() | st.integers(-5, 5),
        most=st.none() | st.integers(5, 10),
    )


forms = st.lists(names, unique=True, max_size=AT_MOST).flatmap(
    lambda asked: st.builds(
        Form,
        name=names,
        title=texts,
        submit=texts,
        intro=texts,
        subject=keys,
        workshop=keys,
        seen=st.dictionaries(names, keys, max_size=5),
        fields=st.tuples(*(fields(name) for name in asked)),
    )
)

buttons = st.builds(
    Button,
    label=texts,
    command=names,
    argument=keys,
    workshop=keys,
    seen=keys,
    style=st.sampled_from(["", "primary", "danger", "green"]),
    confirm=texts,
)
some_buttons = st.lists(buttons, max_size=4).map(tuple)
lots_of_buttons = st.one_of(some_buttons, st.integers(20, 60).map(lambda n: (Button(label="b", command="c"),) * n))
rows = st.builds(Row, text=texts, buttons=some_buttons)
lots_of_rows = st.one_of(
    st.lists(rows, max_size=6).map(tuple),
    st.tuples(rows, st.integers(20, 120)).map(lambda told: (told[0],) * told[1]),
)
says = st.builds(Say, text=texts, rows=lots_of_rows, buttons=lots_of_buttons)
a_line_often = st.tuples(texts, st.integers(0, 120)).map(lambda told: (told[0],) * told[1])
cards = st.builds(
    Card,
    title=texts,
    question=texts,
    number=st.integers(1, 6),
    steps=st.lists(texts, min_size=6, max_size=6).map(tuple),
    lines=st.one_of(
        st.lists(texts, max_size=5).map(tuple), st.tuples(texts, st.integers(0, 120)).map(lambda t: (t[0],) * t[1])
    ),
    progress=texts,
    timing=texts,
    buttons=lots_of_buttons,
    open=st.booleans(),
)
homes = st.builds(
    Home,
    heading=texts,
    text=texts,
    sections=st.lists(st.tuples(texts, lots_of_rows), max_size=4).map(tuple),
    buttons=some_buttons,
)
