"""A measure is known in words by what its register says that it is also called."""

from builders.project import AGREEMENT, PERIOD, PORTFOLIO
from builders.words import contradicting

from pprr.project import Project
from pprr.report import open_report
from pprr.report.queries.words import facts_of
from pprr.wordcheck import check_entry


def test_a_measure_is_heard_by_another_name(project_copy: Project) -> None:
    words = "Footfall through the turnstiles has declined since last year."

    def contradicted() -> list[str]:
        report = open_report(PORTFOLIO, PERIOD, project=project_copy)
        return contradicting(check_entry(words, facts_of(report)["CFE3.1"], report.rules))

    assert contradicted() == []
    path = project_copy.root / AGREEMENT / "measures.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    named = {"CFE3.1": "footfall; turnstiles"}
    rows = [f"{row},{named.get(row.split(',')[0], '')}" for row in rows]
    path.write_text("\n".join([f"{header},also_called", *rows]) + "\n", encoding="utf-8")
    assert contradicted() == ["declined"]
