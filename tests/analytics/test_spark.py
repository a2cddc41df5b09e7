"""Spark gives the same figures as the engine of our own. It is large (400 MB) and needs Java, so `make test-spark`
brings it for this test alone; anywhere else the test is left out."""

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from journeybot.analytics import Asked, Uncountable, analyse, analyse_table
from tests.analytics.logs import HEAD, Event, made, written
from tests.analytics.test_warehouse import ASKED, _rounded

THERE = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
if not THERE:
    pytest.skip("no PySpark or no Java here: make test-spark brings PySpark", allow_module_level=True)

URL = "pyspark://"
TYPES = "customer string, time timestamp, touchpoint string, channel string, stage string, reason string, value double"


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A Spark of one thread in this process, which is also the one that Ibis finds."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 -- not there for everybody

    folder = tmp_path_factory.mktemp("spark")
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.warehouse.dir": str(folder),
    }
    session = SparkSession.builder.master("local[1]").config(map=settings).getOrCreate()
    yield session
    session.stop()


def test_spark_gives_the_same_figures(spark: Any, tmp_path: Path) -> None:
    events = list({(one.customer, one.at): one for one in made(4)}.values())
    ours = analyse(written(events, tmp_path / "log.csv"), ASKED)
    rows = [_cells(one) for one in events]
    spark.createDataFrame(rows, TYPES).createOrReplaceTempView("events")
    assert _rounded(analyse_table(URL, "events", ASKED)) == _rounded(ours)


def test_spark_says_what_is_wrong_with_a_table(spark: Any) -> None:
    texts = ", ".join(f"{name} string" for name in HEAD[:4])
    spark.createDataFrame([("c1", "soon", "Ad", "web")], texts).createOrReplaceTempView("texts")
    for table, why in (("texts", "not_times"), ("nothing", "no_table")):
        with pytest.raises(Uncountable) as refused:
            analyse_table(URL, table, Asked())
        assert refused.value.why == why


def _cells(one: Event) -> tuple[object, ...]:
    customer, _, *texts, value = (cell or None for cell in one.row)
    return customer, one.at, *texts, float(value) if value else None
