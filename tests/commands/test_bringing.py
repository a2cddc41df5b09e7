"""`journeybot import`: a table brought into a journey file; what will not do is told by row and column."""

from pathlib import Path

from journeybot.exports import FORMATS, read_journey
from tests.commands.test_files import typed
from tests.exports.small import SMALL

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "notes.csv"


def test_scores_come_into_a_map_or_are_only_looked_at(tmp_path: Path) -> None:
    (tmp_path / "map.json").write_bytes(FORMATS["json"].make(SMALL))
    (tmp_path / "scores.csv").write_text("touchpoint,persona,score,participant\nError code,Henrik,-1,Jo\n", "utf-8")
    told = typed("import", tmp_path / "scores.csv", "--into", tmp_path / "map.json", "--dry-run")
    assert "new: 1 feeling" in told.output
    typed("import", tmp_path / "scores.csv", "--into", tmp_path / "map.json", "-o", tmp_path / "out.json")
    assert len(read_journey((tmp_path / "out.json").read_bytes()).scores) == len(SMALL.scores) + 1


def test_what_will_not_do_is_told_and_nothing_written(tmp_path: Path) -> None:
    (tmp_path / "map.json").write_bytes(FORMATS["json"].make(SMALL))
    (tmp_path / "scores.csv").write_text("touchpoint,persona,score\nNowhere,Henrik,-1\nError code,Henrik,\n", "utf-8")
    told = typed("import", tmp_path / "scores.csv", "--into", tmp_path / "map.json", "-o", tmp_path / "out.json")
    assert told.exit_code == 1
    assert "Row 2, column “touchpoint”" in told.output
    assert "Row 3, column “score”: nothing stands there" in told.output
    assert not (tmp_path / "out.json").exists()


def test_what_is_new_is_counted_by_kind_and_named(tmp_path: Path) -> None:
    (tmp_path / "map.json").write_bytes(FORMATS["json"].make(SMALL))
    told = typed("import", tmp_path / "map.json", "--dry-run")
    assert "new: 2 personas (Marta, a nurse, Henrik), 2 stages (It stops, Wait)" in told.output


def test_a_file_of_means_brings_no_score_into_its_own_map(tmp_path: Path) -> None:
    (tmp_path / "map.json").write_bytes(FORMATS["json"].make(SMALL))
    (tmp_path / "map.ojf").write_bytes(FORMATS["ojf"].make(SMALL))
    told = typed("import", tmp_path / "map.ojf", "--into", tmp_path / "map.json", "--dry-run")
    assert "new: nothing" in told.output
    assert "Its feelings are means" in told.output


def test_the_example_of_a_table_is_understood_and_has_only_columns_that_the_readme_names() -> None:
    told = typed("import", str(EXAMPLE), "--dry-run")
    for said in (
        "1 persona (Marta)",
        "2 stages (Order, Delivery)",
        "1 challenge (No delivery day is shown)",
        "1 measure",
    ):
        assert said in told.output
    table = (EXAMPLE.parents[2] / "README.md").read_text("utf-8").partition("| `kind` |")[2].partition("\n\n")[0]
    headings = EXAMPLE.read_text("utf-8").splitlines()[0].split(",")
    assert [name for name in headings[1:] if name not in table] == []
