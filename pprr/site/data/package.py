"""The data package: what describes the site's tables to programs, by version 1 of Frictionless's specification."""

import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from pprr.domain.table import Column, ColumnType
from pprr.project import Settings
from pprr.site import addresses
from pprr.site.catalogue import Catalogue
from pprr.site.data.measures import EVERY_MEASURE
from pprr.site.listing import digest

_TYPES = {ColumnType.DECIMAL: "number", ColumnType.INTEGER: "integer", ColumnType.FLAG: "boolean"}
_YES_AND_NO = {"trueValues": ["yes"], "falseValues": ["no"]}


def described(files: Mapping[str, bytes], catalogue: Catalogue, settings: Settings) -> bytes:
    """The descriptor: each file with its size and hash, and each column with its type, unit and meaning."""
    notices = dict.fromkeys(filter(None, (one.record["notice"] for one in catalogue.current)))
    told = [f"{EVERY_MEASURE.row} Withheld figures are not in it.", *notices]
    schema = {
        "fields": [_field(column) for column in EVERY_MEASURE.columns],
        "primaryKey": list(EVERY_MEASURE.key),
        "missingValues": [""],
    }
    package = {
        "profile": "data-package",
        "name": "portfolio-performance",
        "title": f"Measures of all portfolios: {settings.organisation.name}",
        "description": " ".join(told),
        **({"homepage": settings.organisation.web} if settings.organisation.web else {}),
        "resources": [
            {
                **_resource(addresses.CSV, "measures", files),
                "profile": "tabular-data-resource",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
                "schema": schema,
            },
            {
                **_resource(addresses.PARQUET, "measures-parquet", files),
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
