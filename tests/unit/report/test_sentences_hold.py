"""What a sentence or a title says of several things holds for all that the table or chart beside it shows."""

import re
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from pprr.domain import Status
from pprr.notebook.beside.reading import reading
from pprr.notebook.measure.chart_titles import since

GROUPS = st.lists(st.lists(st.sampled_from([*Status, None]), max_size=4), max_size=5)
REPORT = SimpleNamespace(measures=(), last=None)


@given(GROUPS)
def test_the_lowest_and_the_highest_share_are_so_among_all_groups(groups: list[list[Status | None]]) -> None:
    parts = [(f"priority {at}", [SimpleNamespace(status=one) for one in of]) for at, of in enumerate(groups)]
    said = reading(REPORT, parts, [])  # type: ignore[arg-type]
    rated = {at: [one for one in of if one] for at, of in enumerate(groups)}
    shares = {at: of.count(Status.GREEN) / len(of) for at, of in rated.items() if of}

    if len(set(shares.values())) < 2:
        assert said == ""
        return
    for words, share in zip(said.split(", the highest"), (min(shares.values()), max(shares.values())), strict=True):
        named = {int(at): (int(met), int(of)) for at, met, of in re.findall(r"priority (\d) \((\d) of (\d)\)", words)}
        assert named == {at: (rated[at].count(Status.GREEN), len(rated[at])) for at in shares if shares[at] == share}, (
            said
        )


@given(st.lists(st.booleans(), min_size=2, max_size=6))
def test_a_title_holds_for_every_period_of_its_chart(met: list[bool]) -> None:
    labels = [f"P{at}" for at in range(len(met))]
    said = since(met, labels, "periods")
    count = re.match(r"(?:both|all (\d)|the last (\d)|P\d)", said)
    assert count
    run = 2 if said.startswith("both") else int(count[1] or count[2] or 1)
    unlike = re.search(r"unlike P(\d)", said)

    assert set(met[-run:]) == {met[-1]}
    assert run == len(met) or met[-run - 1] is not met[-1]
    assert "shown" not in said or run == len(met)
    assert "not before" not in said or set(met[:-run]) == {not met[-1]}
    assert not unlike or met[int(unlike[1])] is not met[-1]
    assert (run < len(met)) == (bool(unlike) or "not before" in said)
