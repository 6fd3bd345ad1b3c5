"""The data package: what describes the site's tables to programs, by version 1 of Frictionless's specification."""

import json
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from pprr.domain.table import Column, ColumnType
from pprr.project import Settings
from pprr.site.catalogue import Catalogue
from pprr.site.data.measures import EVERY_MEASURE
from pprr.site.listing import digest

_TYPES = {ColumnType.DECIMAL: "number", ColumnType.INTEGER: "integer", ColumnType.FLAG: "boolean"}
_YES_AND_NO = {"trueValues": ["yes"], "falseValues": ["no"]}


def described(
    files: Mapping[str, bytes], catalogue: Catalogue, settings: Settings, *, year: str = "", older: Sequence[str] = ()
) -> bytes:
    """The descriptor of a table's CSV and Parquet: each with its size and hash, each column with type and meaning.

    ``year`` is the one year that they are of; ``older`` are those that lie beside them, each a package of its own.
    """
    csv, parquet = files
    notices = dict.fromkeys(filter(None, (one.record["notice"] for one in catalogue.current)))
    beside = f"Older years are packages of their own: {', '.join(f'{one}/datapackage.json' for one in older)}."
    told = [f"{EVERY_MEASURE.row} Withheld figures are not in it.", *([beside] if older else []), *notices]
    schema = {
        "fields": [_field(column) for column in EVERY_MEASURE.columns],
        "primaryKey": list(EVERY_MEASURE.key),
        "missingValues": [""],
    }
    package = {
        "profile": "data-package",
        "name": "-".join(filter(None, ("portfolio-performance", year))),
        "title": f"{' '.join(filter(None, ('Measures of all portfolios', year)))}: {settings.organisation.name}",
        "description": " ".join(told),
        **({"homepage": settings.organisation.web} if settings.organisation.web else {}),
        "resources": [
            {
                **_resource(csv, "measures", files),
                "profile": "tabular-data-resource",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
                "schema": schema,
            },
            {
                **_resource(parquet, "measures-parquet", files),
                "profile": "data-resource",
                "mediatype": "application/vnd.apache.parquet",
            },
        ],
    }
    return f"{json.dumps(package, indent=1, ensure_ascii=False)}\n".encode()


def _resource(address: str, name: str, files: Mapping[str, bytes]) -> dict[str, object]:
    path = PurePosixPath(address)
    return {
        "name": name,
        "title": EVERY_MEASURE.row,
        "path": path.name,
        "format": path.suffix.removeprefix("."),
        "bytes": len(files[address]),
        "hash": f"sha256:{digest(files[address])}",
    }


def _field(column: Column) -> dict[str, object]:
    kind = "date" if column.is_date else _TYPES.get(column.type, "string")
    return {
        "name": column.name,
        "type": kind,
        "description": column.meaning,
        **(_YES_AND_NO if kind == "boolean" else {}),
        **({"constraints": {"required": True}} if column.name in EVERY_MEASURE.key else {}),
    }
