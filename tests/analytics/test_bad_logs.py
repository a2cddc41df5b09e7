"""A log that is not what it should be is told about in plain words, row by row; what is good in it still counts."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from journeybot.analytics import Analysis, Asked, Uncountable, analyse, opening
from journeybot.wording import Wording
from tests.analytics.logs import HEAD, rows_written

GOOD = ("ann", "2026-03-01 10:00:00", "Home page", "website", "", "", "")
BOUGHT = ("ann", "2026-03-01 10:05:00", "Order", "website", "", "", "20.50")
TOMORROW = (datetime.now(UTC) + timedelta(days=2)).strftime("%Y-%m-%d %H:%M:%S")


def _found(tmp_path: Path, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Analysis:
    return analyse(rows_written(list(rows), tmp_path / "log.csv", head=head), Asked())


def _told(found: Analysis) -> str:
    return "\n".join(opening(found, Wording()))


def test_every_fault_is_counted_and_told(tmp_path: Path) -> None:
    found = _found(
        tmp_path,
        *(BOUGHT, GOOD, GOOD, ("", *GOOD[1:]), ("ann", GOOD[1], " ", "website", "", "", "")),
        *(("bob", "yesterday", "Ad", "post", "", "", ""), ("bob", "12/31/2025 10:00", "Ad", "post", "", "", "")),
        *(("bob", TOMORROW, "Ad", "post", "", "", ""), ("bob", "0", "Ad", "post", "", "", "")),
        ("bob", "2026-03-02", "Ad", "post", "", "", "twenty"),
    )
    wrong = found.soundness
    assert (wrong.rows, wrong.kept, wrong.nobody, wrong.nowhere, wrong.times) == (10, 3, 1, 1, 2)
    assert (wrong.beyond, wrong.doubled, wrong.values, wrong.disordered) == (2, 1, 1, 1)
    told = _told(found)
    assert "1 row names no customer and is left out" in told
    assert "2 rows have a time that I cannot read" in told
    assert "row 7: “yesterday”" in told
    assert "row 8: “12/31/2025 10:00”" in told
    assert (found.customers, found.buyers, found.purchases) == (2, 1, 1)


@pytest.mark.parametrize(
    ("time", "read"),
    [
        ("2026-03-01T23:30:00+02:00", "2026-03-01"),
        ("2026-03-01T23:30:00-02:00", "2026-03-02"),
        ("2026-03-01T23:30:00Z", "2026-03-01"),
        ("1772407800", "2026-03-01"),
        ("1772407800123", "2026-03-01"),
    ],
)
def test_times_with_a_zone_and_seconds_since_1970_are_read(tmp_path: Path, time: str, read: str) -> None:
    assert _found(tmp_path, ("ann", time, "Ad", "post", "", "", "")).first == read


def test_columns_are_known_by_other_names(tmp_path: Path) -> None:
    head = ("Visitor ID", "Timestamp", "Page", "Kanal")
    assert _found(tmp_path, GOOD[:4], head=head).customers == 1


@pytest.mark.parametrize(
    ("head", "rows", "why"),
    [
        (("customer", "time", "where"), [("a", "2026-01-01", "b")], "columns_missing"),
        (HEAD, [], "nothing_left"),
        (HEAD, [("a", "soon", "Ad", "post", "", "", "")], "nothing_left"),
    ],
)
def test_what_cannot_be_used_is_refused(
    tmp_path: Path, head: tuple[str, ...], rows: list[tuple[str, ...]], why: str
) -> None:
    with pytest.raises(Uncountable) as refused:
        _found(tmp_path, *rows, head=head)
    assert refused.value.why == why
    assert Wording().say(f"analytics.refused.{why}", **refused.value.values)


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02\xff" * 100, b"no table at all", "Grüße,Größe\n".encode("utf-16")]
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "log.csv").write_bytes(content)
    with pytest.raises(Uncountable):
        analyse(tmp_path / "log.csv", Asked())


def test_lines_that_cannot_be_taken_apart_are_counted(tmp_path: Path) -> None:
    lines = ["customer,time,touchpoint,channel", *(f"c{n},2026-03-01 10:00:00,Ad,post" for n in range(50))]
    lines.insert(20, "c,2026-03-01 10:00:00,Ad,post,and,more,than,there,are,columns")
    (tmp_path / "log.csv").write_text("\n".join(lines))
    found = analyse(tmp_path / "log.csv", Asked())
    assert (found.soundness.cut, found.soundness.kept) == (1, 50)


def test_no_purchase_at_all_is_no_error(tmp_path: Path) -> None:
    found = _found(tmp_path, GOOD, ("bob", *GOOD[1:]))
    assert (found.purchases, found.minutes, found.touchpoints) == (0, None, None)
    assert [(one.touchpoint, one.left) for one in found.leaving] == [("Home page", 2)]


def test_what_was_asked_for_and_is_not_there_is_told(tmp_path: Path) -> None:
    asked = Asked(goals=("Order", "Ordr"), carts=("Korb",), support=("PHONE",), site=("shop",))
    found = analyse(rows_written([GOOD, BOUGHT], tmp_path / "log.csv"), asked)
    assert found.missing == (("goal", "Ordr"), ("cart", "Korb"), ("support", "PHONE"), ("site", "shop"))
    assert "“Ordr” (--goal) is nowhere in the log." in _told(found)


def test_days_as_germans_write_them_are_read(tmp_path: Path) -> None:
    found = _found(tmp_path, ("ann", "31.3.2026 14:05", "Ad", "post", "", "", ""))
    assert found.first == "2026-03-31"


@pytest.mark.parametrize(("encoding", "latin"), [("latin-1", 1), ("utf-16", 0), ("utf-8-sig", 0)])
def test_other_ways_to_write_text_are_read(tmp_path: Path, encoding: str, latin: int) -> None:
    content = "customer,time,touchpoint,channel\nann,2026-03-01 10:00:00,Büro,post\n"
    (tmp_path / "log.csv").write_bytes(content.encode(encoding))
    found = analyse(tmp_path / "log.csv", Asked())
    assert [one.touchpoint for one in found.leaving] == ["Büro"]
    assert found.soundness.latin == latin
