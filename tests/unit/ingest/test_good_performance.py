"""Names of measures that speak against the register's way of good: most that do are asked about, and no other is."""

import pytest

from pprr.domain import Polarity
from pprr.ingest.agreement.good_performance import unlikely_good

HIGH, LOW = Polarity.HIGH, Polarity.LOW


@pytest.mark.parametrize(
    ("good", "name"),
    [
        (HIGH, "Missed collections per 100,000"),
        (HIGH, "Complaints received"),
        (HIGH, "Vacancy rate"),
        (HIGH, "Rent arrears"),
        (HIGH, "Staff sickness days per employee"),
        (HIGH, "Fly-tipping incidents"),
        (HIGH, "Carbon emissions of the council"),
        (HIGH, "Households in temporary accommodation"),
        (HIGH, "Re-offending rate"),
        (HIGH, "Waiting time for assessment"),
        (HIGH, "Waste sent to landfill"),
        (LOW, "Satisfaction of tenants"),
        (LOW, "Recycling rate"),
        (LOW, "% of invoices paid on time"),
        (LOW, "Waste diverted from landfill"),
        (LOW, "Homes built"),
    ],
)
def test_a_name_that_speaks_against_the_way_is_asked_about(good: Polarity, name: str) -> None:
    assert unlikely_good(name, good)
    assert not unlikely_good(name, LOW if good is HIGH else HIGH)


@pytest.mark.parametrize(
    ("good", "name"),
    [
        (HIGH, "Missed collections put right within 24 hours"),
        (HIGH, "Complaints answered in time"),
        (HIGH, "Reduction in carbon emissions"),
        (HIGH, "Fly-tips removed within a day"),
        (HIGH, "Void homes brought back into use"),
        (HIGH, "Children in care with a health check"),
        (HIGH, "Households prevented from becoming homeless"),
        (HIGH, "Rent arrears collected"),
        (HIGH, "Young people leaving care in work"),
        (LOW, "Recycling contamination rate"),
        (LOW, "Homes empty for six months"),
        (LOW, "Days to answer complaints"),
        (LOW, "Pupils with no school place"),
    ],
)
def test_a_name_that_speaks_of_another_matter_is_not(good: Polarity, name: str) -> None:
    assert not unlikely_good(name, good)
