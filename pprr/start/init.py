"""From received files to a project: look, ask what is open, write what is not there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pprr.atomic import write_whole
from pprr.domain import Period
from pprr.domain.errors import ProjectError
from pprr.ingest.agreement.workbook import COLUMNS
from pprr.project import SETTINGS_FILE, find_project
from pprr.start.asking import Asking
from pprr.start.council import CouncilDraft, council_of
from pprr.start.put import Put, put
from pprr.start.questions import Ask, OpenQuestionsError, Question, read_answers, settle, written
from pprr.start.received import ReceivedTables, files_in, look_at
from pprr.start.template import document_notebooks

ANSWERS = "answers.toml"


@dataclass(frozen=True)
class BegunProject:
    """A project that was begun: the council as drafted, what became of its files, and what was open."""

    root: Path
    council: CouncilDraft
    put: Put
    questions: tuple[Question, ...]
    answers: Mapping[str, str]
    unused: tuple[tuple[str, str], ...]


def look(places: Sequence[Path], *, tell: Callable[[str], None] = lambda step: None) -> ReceivedTables:
    """The kinds of the received files in these places; raises ProjectError where none of them holds measures."""
    received = look_at(files_in(places), tell=tell)
    if "performance" not in received.tables:
        reasons = "".join(f"\n  {name}: {reason}" for name, reason in received.unused)
        raise ProjectError("no-table-of-measures", reasons=reasons)
    return received


def begin(
    root: Path,
    received: ReceivedTables,
    *,
    answers: Path | None = None,
    ask: Ask | None = None,
    as_workbook: bool = True,
) -> BegunProject:
    """Makes the project at the root from the received files; what is there already stays as it is.

    Answers are read from their file, which is the project's ``answers.toml`` unless another is named; those that a
    person gives are written there. Raises ProjectError where an answer cannot be used, and OpenQuestionsError where
    one is needed and nobody is there to ``ask``: nothing of the project is written then.
    """
    path = answers or root / ANSWERS
    given = read_answers(path) if path.is_file() else {}
    name = _name_in(root)
    made: list[CouncilDraft] = []
    there: list[Question] = []
    in_workbook = as_workbook and not _has_csv(root)

    def questions(so_far: Mapping[str, str]) -> list[Question]:
        asking = Asking(so_far)
        made[:] = [council_of(received, asking, name=name, as_workbook=in_workbook)]
        there[:] = asking.questions
        return there

    def save(so_far: Mapping[str, str]) -> None:
        write_whole(path, written([one for one in there if one.key in so_far], so_far).encode())

    settled, asked = settle(questions, given, ask=ask, save=save)
    questions(settled)
    files = {**made[0].files, **_documents(root, made[0].period)}
    return BegunProject(root, made[0], put(root, files), asked, settled, (*received.unused, *made[0].left_out))


def write_questions(path: Path, error: OpenQuestionsError) -> bool:
    """Writes the open questions as a file to fill in; False where it is there already."""
    return bool(put(path.parent, {path.name: written(error.questions, {}).encode()}).made)


def _documents(root: Path, period: Period) -> Mapping[str, bytes]:
    """The notebooks of the documents that the project's settings switch on, where it has settings."""
    return document_notebooks(find_project(root), period) if (root / SETTINGS_FILE).is_file() else {}


def _name_in(root: Path) -> str:
    """The council's name, where the project has settings."""
    return find_project(root).settings.organisation.name if (root / SETTINGS_FILE).is_file() else ""


def _has_csv(root: Path) -> bool:
    """Tells whether an agreement of the project is kept in CSV files."""
    return any(path.stem in COLUMNS and path.suffix == ".csv" for path in root.glob("data/raw/*/agreement/*"))
