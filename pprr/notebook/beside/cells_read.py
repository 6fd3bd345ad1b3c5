"""The cells and files that figures were read from: of each file a row for each of its rows, and its own columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pprr.report.trace import Source

_DIGITS = 12  # of a fingerprint, which is enough to tell files apart


@dataclass(frozen=True)
class CellsOfFile:
    """The cells of one file or sheet as received: ``rows`` are measure, row of the file, and a text for each column."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, int, tuple[str, ...]], ...]


def cells_read(sources: Iterable[tuple[str, str, Source]]) -> list[CellsOfFile]:
    """The cells of each file: ``sources`` are measure, name of the figure (its period, or Target), and its cell."""
    files: dict[tuple[str, str], list[tuple[str, str, Source]]] = {}
    for one in sources:
        files.setdefault((one[2].cell.file.rpartition("/")[2], one[2].cell.sheet), []).append(one)
    return [_of_file(f'{file}, sheet "{sheet}"' if sheet else file, found) for (file, sheet), found in files.items()]


def _of_file(name: str, found: Sequence[tuple[str, str, Source]]) -> CellsOfFile:
    labels: dict[str, set[str]] = {}
    for _, label, source in found:
        labels.setdefault(source.cell.column, set()).add(label)
    # In a file of one column for all periods, a figure's period is told by its row.
    by_column = all(len(of_column) == 1 for of_column in labels.values())
    heads = {column: f'{min(of)}: "{column}"' if by_column else f'"{column}"' for column, of in labels.items()}
    rows: dict[tuple[str, int], dict[str, str]] = {}
    for measure_id, label, source in found:
        called = measure_id if by_column else f"{measure_id}, {label}"
        rows.setdefault((called, source.cell.row), {})[source.cell.column] = source.text
    # Columns that few rows have would be rows of "Not read": where there are some, those rows name their cells.
    few = [column for column in heads if 2 * sum(column in cells for cells in rows.values()) < len(rows)]
    few = few if len(few) > 1 else []
    shared = [column for column in heads if column not in few]

    def texts(cells: dict[str, str]) -> tuple[str, ...]:
        named = "; ".join(f"{heads[column]}: {cells[column]}" for column in few if column in cells)
        return (*(cells.get(column, "Not read") for column in shared), *([named or "None"] if few else []))

    return CellsOfFile(
        name,
        (*(heads[column] for column in shared), *(["Other cells"] if few else [])),
        tuple((called, row, texts(cells)) for (called, row), cells in rows.items()),
    )


def files_read(sources: Mapping[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The files that a report was made from by folder, each with the first digits of its fingerprint."""
    folders: dict[str, list[tuple[str, str]]] = {}
    for path, digest in sources.items():
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, []).append((name, digest[:_DIGITS]))
    return list(folders.items())
