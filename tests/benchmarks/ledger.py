"""A ledger of 1, 3 and 10 million lines: ours, its engine's plain cast and sum, and pandas and polars as one would.

Run by hand: ``.venv/bin/python tests/benchmarks/ledger.py [ROUNDS] [MILLIONS ...]``. Each run is a process of its own,
and the ways take turns; what counts is the median of the ratios, since machines are shared and their speed drifts.
Seconds are those of the work, without imports; processor seconds tell how much of a wait was another program's.

``cast`` is the same engine with the same threads and limit of memory: it takes the commas out of each amount, casts
what it can, and sums by cost centre and account; ``total`` makes one sum of all. Neither asks whether an amount, a day
or a line is one, so their sums are wrong where amounts have brackets. Ours is everything that reading a file does.

``--styles [LINES]`` reads each style of the tests in so many lines, a million unless said, to the penny.
"""

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
WAYS = ("ours", "cast", "total", "pandas", *(["polars"] if find_spec("polars") else []))
COLUMNS = ("Transaction", "Date", "Cost Centre", "Account", "Description", "Supplier", "Amount")
FIRST, AFTER = date(2019, 4, 1), date(2020, 4, 1)
_BLOCK = 100_000


def make(path: Path, lines: int) -> int:
    """Writes the same ledger each time; returns what its amounts make, in pence.

    A thousand cost centres have forty accounts each. Seven in ten amounts are plain, the others have a sign in one of
    its forms or a pound sign; a third of the descriptions need quotation marks.
    """
    chance = random.Random(2019)  # noqa: S311 - the same lines each time is what is wanted
    amounts = [_amount(chance) for _ in range(1 << 16)]
    days = [f"{FIRST + timedelta(days=n):%d/%m/%Y}" for n in range(366)]
    texts = ["Agency staff {}", '"Books, periodicals and media {}"', "Electricity {}", "Café supplies {}"]
    texts += ["Fees and charges {}", '"Repairs ""urgent"" {}"']
    total = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{','.join(COLUMNS)}\r\n")
        for start in range(0, lines, _BLOCK):
            block = []
            for n in range(start, min(start + _BLOCK, lines)):
                text, pence = amounts[(n * 40503 + (n >> 16) * 7) & 65535]
                total += pence
                cost_centre = n * 7919 % 997
                codes = f"C{10000 + cost_centre},{40000 + cost_centre * 7 + n * 104729 % 41}"
                words = texts[n * 31 % 6].format(n % 200)
                block.append(f"T{n:08d},{days[n * 366 // lines]},{codes},{words},Supplier {n * 17 % 5000},{text}\r\n")
            file.write("".join(block))
    return total


def _amount(chance: random.Random) -> tuple[str, int]:
    pence = int(10 ** chance.uniform(1.5, 8.2))
    number = f"{pence // 100:,}.{pence % 100:02d}"
    forms = [("{}", 1)] * 70 + [("-{}", -1)] * 12 + [("({})", -1)] * 8 + [("{}-", -1)] * 4 + [("£{}", 1)] * 5
    form, sign = chance.choice([*forms, ("(£{})", -1)])
    text = form.format(number)
    return (f'"{text}"' if "," in text else text), sign * pence


def ours(path: Path, scratch: Path) -> tuple[int, object]:
    """The lines, and their sum in pence."""
    labels = {"cost_centre": "Cost Centre", "account": "Account", "date": "Date", "amount": "Amount"}
    return read(path, scratch, {"expenditure": "positive", "columns": labels}, (FIRST, AFTER))


def read(path: Path, scratch: Path, section: Mapping[str, object], days: tuple[date, date]) -> tuple[int, int]:
    """The lines and the pence of a file, every line of which must count."""
    from pprr.ingest.ledger.coding import ChartOfAccounts, Codes
    from pprr.ingest.ledger.engine import MEMORY
    from pprr.ingest.ledger.sums import Outcome
    from pprr.ingest.ledger.take import Counting, take
    from pprr.ingest.ledger.tally import Tally
    from pprr.ingest.mapping.ledger_file import LedgerFile, ledger_files
    from pprr.ingest.mapping.ledger_layout import LedgerLayout
    from pprr.ingest.mapping.records import FaultList

    layout = LedgerLayout.model_validate({**section, "file": path.name})
    [file] = ledger_files(path.parent, layout, scratch, within="raw")
    if not isinstance(file, LedgerFile):
        sys.exit(str(file))
    chart = ChartOfAccounts(Codes({"C*": "homes"}), Codes({"4*": "expenditure"}), "", "")
    faults = FaultList()
    tally = Tally(chart, 1 if layout.expenditure == "positive" else -1)
    held = take(file, tally, Counting(*days, scratch, MEMORY), None, faults)
    if held is None or faults.all or [*faults.asked(["homes"])]:
        sys.exit("\n".join(str(fault) for fault in faults.all) or "It has queries.")
    return held.outcomes[Outcome.COUNTED], sum(amount.pence for amount in tally.amounts.values())


def cast(path: Path, scratch: Path) -> tuple[int, object]:
    """The lines, and the sums of what can be cast by cost centre and account."""
    return _plainly(path, by='GROUP BY "Cost Centre", "Account"')


def total(path: Path, scratch: Path) -> tuple[int, object]:
    """The lines, and the sum of what can be cast."""
    return _plainly(path)


def _plainly(path: Path, by: str = "") -> tuple[int, object]:
    import duckdb

    limits: dict[str, str | bool | int | float | list[str]] = {"threads": 2, "memory_limit": "512MB"}
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in COLUMNS)
    source = (
        f"read_csv('{path}', header = true, auto_detect = false, delim = ',', quote = '\"', columns = {{{columns}}})"
    )
    amount = "sum(TRY_CAST(replace(\"Amount\", ',', '') AS DECIMAL(15, 2)))"
    with duckdb.connect(config=limits) as connection:
        sums = connection.execute(f"SELECT count(*), {amount} FROM {source} {by}").fetchall()  # noqa: S608
    return sum(lines for lines, _ in sums), ""


def pandas(path: Path, scratch: Path) -> tuple[int, object]:
    """The lines, and their sum as floats make it."""
    import pandas as pd

    data = pd.read_csv(path, dtype=str, keep_default_na=False)
    text = data["Amount"].str.replace(",", "").str.replace("£", "")
    text = text.str.replace("(", "-").str.replace(")", "")
    text = text.where(~text.str.endswith("-"), "-" + text.str.rstrip("-"))
    data["amount"] = pd.to_numeric(text, errors="coerce")
    data["day"] = pd.to_datetime(data["Date"], format="%d/%m/%Y", errors="coerce")
    inside = data[data["day"].between(pd.Timestamp(FIRST), pd.Timestamp(AFTER), inclusive="left")]
    table = inside.groupby(["Cost Centre", "Account"])["amount"].agg(["sum", "count"])
    return int(table["count"].sum()), round(float(table["sum"].sum()) * 100)


def polars(path: Path, scratch: Path) -> tuple[int, object]:
    """The lines, and their sum in pence."""
    import polars as pl  # type: ignore[import-not-found]

    text = pl.col("Amount").str.replace_all("[,£)]", "").str.replace(r"\(", "-").str.replace(r"^(.*)-$", "-${1}")
    day = pl.col("Date").str.to_date("%d/%m/%Y", strict=False)
    table = (
        pl.scan_csv(path, infer_schema=False)
        .with_columns(text.cast(pl.Decimal(15, 2), strict=False).alias("amount"), day.alias("day"))
        .filter(pl.col("day").is_between(FIRST, AFTER, closed="left"))
        .group_by("Cost Centre", "Account")
        .agg(pl.col("amount").sum(), pl.len())
        .collect(engine="streaming")
    )
    return int(table["len"].sum()), round(table["amount"].sum() * 100)


def one(way: str, path: Path) -> dict[str, object]:
    """What one way took, in this process."""
    work = {"ours": ours, "cast": cast, "total": total, "pandas": pandas, "polars": polars}[way]
    # Imports are not the work: they are paid once, whatever the ledger's size.
    __import__(way if way in {"pandas", "polars"} else "duckdb")
    if way == "ours":
        __import__("pprr.ingest.ledger.read")
    with tempfile.TemporaryDirectory() as scratch:
        used, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
        lines, pence = work(path, Path(scratch))
        seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    processor = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    peak = after.ru_maxrss / 1024
    return {"seconds": seconds, "processor": processor, "peak": peak, "lines": lines, "total": pence or 0}


def main(rounds: int, millions: list[int]) -> None:
    """Prints seconds, processor seconds, peak memory and ratios for each size."""
    medians: dict[tuple[str, int], float] = {}
    print(f"{'lines':>10} {'way':>7} {'seconds':>8} {'(from, to)':>15} {'processor':>9} {'peak MB':>8} exact")
    with tempfile.TemporaryDirectory() as folder:
        for size in millions:
            path = Path(folder) / "ledger.csv"
            total = make(path, size * 1_000_000)
            told: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
            for number in range(rounds + 1):
                for way in WAYS if number else WAYS[:3]:  # the first round warms the disk
                    command = [sys.executable, __file__, "--one", way, str(path)]
                    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
                    if number:
                        told[way].append(json.loads(done.stdout))
            if {run["lines"] for runs in told.values() for run in runs} != {size * 1_000_000}:
                sys.exit("The ways did not read the same lines, so the times say nothing.")
            if any(run["total"] != total for run in told["ours"]):
                sys.exit(f"Ours is not the ledger's own sum, {total} pence, so its time says nothing.")
            for way, runs in told.items():
                seconds = [run["seconds"] for run in runs]
                medians[way, size] = statistics.median(seconds)
                processor = statistics.median(run["processor"] for run in runs)
                peak = max(run["peak"] for run in runs)
                spread = f"({min(seconds):.2f}, {max(seconds):.2f})"
                exact = {"cast": "-", "total": "-"}.get(way) or (
                    "yes" if all(run["total"] == total for run in runs) else "no"
                )
                print(
                    f"{size * 1_000_000:>10,} {way:>7} {medians[way, size]:>8.2f} {spread:>15} {processor:>9.2f} "
                    f"{peak:>8.0f} {exact}"
                )
            for other in WAYS[1:]:
                for what in ("seconds", "processor"):
                    pairs = zip(told["ours"], told[other], strict=True)
                    ratio = statistics.median(mine[what] / theirs[what] for mine, theirs in pairs)
                    print(f"{'':>10} ours / {other}, {what}: median {ratio:.2f}")
    if len(millions) > 1:
        growth = medians["ours", millions[-1]] / medians["ours", millions[0]]
        print(f"ours, from {millions[0]} to {millions[-1]} million lines: {growth:.1f} times the seconds")


def styles(lines: int) -> None:
    """Reads each style of the tests, in a file of so many lines."""
    sys.path.insert(0, str(ROOT / "tests"))
    from builders.ledgers import AFTER, FIRST, STYLES, postings, truth

    print(f"{'style':<42} {'seconds':>8} {'processor':>9}  to the penny")
    for name, style in STYLES.items():
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as scratch:
            path = Path(folder) / "ledger.csv"
            path.write_bytes(style.write(postings(lines)))
            started, used = time.perf_counter(), time.process_time()
            found = read(path, Path(scratch), style.layout, (FIRST, AFTER))
            seconds, processor = time.perf_counter() - started, time.process_time() - used
            exact = found == (lines, sum(truth(postings(lines)).values()))
            print(f"{name:<42} {seconds:>8.2f} {processor:>9.2f}  {'yes' if exact else f'no: {found}'}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(sys.argv[2], Path(sys.argv[3]))))
    elif sys.argv[1:2] == ["--styles"]:
        styles(int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, [int(text) for text in sys.argv[2:]] or [1, 3, 10])
