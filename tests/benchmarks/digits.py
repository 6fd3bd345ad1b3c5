"""Wrong digits that the check of words lets pass: each digit of each figure in a project's words is changed in turn.

Run by hand: ``python tests/benchmarks/digits.py [--seed N]``, for the example report and for those of the made-up
council of that seed. Only figures that agree with the data are changed, one digit at a time, by 1 and by 5. A slip is
contradicted, or listed as not from the data; else it passes, as where another figure of the data has become of it.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pprr.demo.build import Size, write_demo
from pprr.project import Project, find_project
from pprr.report import Report, open_report
from pprr.report.queries.words import checked_words, facts_of
from pprr.wordcheck import Checked, FigureOutcome, check_entry

REPOSITORY = Path(__file__).parents[2]
STEPS = (1, 5)
SHOWN = 12


def slips(sentence: str, words: str) -> Iterator[str]:
    """The sentence with one digit of those words changed."""
    start = sentence.index(words)
    for place in range(start, start + len(words)):
        for step in STEPS if sentence[place].isdigit() else ():
            yield f"{sentence[:place]}{(int(sentence[place]) + step) % 10}{sentence[place + 1 :]}"


def told(checked: Checked) -> tuple[set[str], set[str]]:
    """The words that contradict the data, and those that are listed."""
    wrong = {one.words for one in checked.figures if one.contradiction} | {one.words for one in checked.beside}
    return wrong, {one.words for one in checked.figures if one.outcome is FigureOutcome.NOT_TIED}


def outcomes(report: Report) -> Iterator[tuple[str, str]]:
    """The outcome of each slip in the report's words, with the sentence."""
    facts = facts_of(report)
    for item, checked in checked_words(report).items():
        for figure in checked.figures:
            if figure.outcome is not FigureOutcome.AGREES or figure.words not in figure.sentence:
                continue
            wrong, untied = told(check_entry(figure.sentence, facts[item], report.rules))
            for sentence in slips(figure.sentence, figure.words):
                now_wrong, now_untied = told(check_entry(sentence, facts[item], report.rules))
                outcome = "contradicted" if now_wrong - wrong else "listed" if now_untied - untied else "passed"
                yield outcome, f"{item}: {sentence}"


def measure(name: str, project: Project) -> None:
    """Prints the outcomes for all reports of the project, and the first slips that passed."""
    paths = sorted(project.root.glob("notebooks/commentary/*/*/commentary.ipynb"))
    places = [path.parent for path in paths if "." not in path.parent.name]  # no committee's or directorate's document
    reports = (open_report(place.name, place.parent.name, project=project) for place in places)
    found = [one for report in reports for one in outcomes(report)]
    print(name, len(found), dict(Counter(outcome for outcome, _ in found)))
    print(*[f"  {sentence}" for outcome, sentence in found if outcome == "passed"][:SHOWN], sep="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=73, help="of the made-up council")
    seed = parser.parse_args().seed
    measure("example", find_project(REPOSITORY))
    with tempfile.TemporaryDirectory() as folder:
        write_demo(Path(folder) / "council", Size(seed=seed, ledger_lines=0))
        measure(f"made-up council {seed}", find_project(Path(folder) / "council"))
