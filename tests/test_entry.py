"""What is said of an entry beside its levels: directions, changes, money, counts, and that no text takes long or fails.

The sentences stand under headings of the example report, whose figures they are right or wrong about.
"""

import time
from fractions import Fraction

import pytest
from conftest import PERIOD, PORTFOLIO, copy_project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pprr.claims.entry import check_entry
from pprr.claims.numbers import Shape, figures_in
from pprr.claims.outcomes import Checked, Outcome, Tally
from pprr.claims.plain import sentences
from pprr.report import Report, open_report
from pprr.report.words import facts_of, rows_of, tally_of


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    project = copy_project(tmp_path_factory.mktemp("entry") / "project")
    return open_report(PORTFOLIO, PERIOD, project=project)


def check(report: Report, item: str, text: str) -> Checked:
    return check_entry(text, facts_of(report, item, rows_of(report)), report.rules)


def contradicting(checked: Checked) -> list[str]:
    found = [told.words for told in checked.figures if told.outcome is Outcome.CONTRADICTS]
    return [*found, *dict.fromkeys(wrong.words for wrong in checked.beside)]


WRONG = (
    ("CFE1.1", "The alliance reached 8,032 people, 3,023 above target.", ("3,023",)),
    ("CFE1.1", "We missed our target of 5,000.", ("missed",)),
    ("CFE1.1", "8,032 people were helped, compared with 2,012 in 2018/19.", ("2,012",)),
    ("CFE1.1", "More than 9,000 people were helped.", ("9,000",)),
    ("CFE1.1", "The number helped quadrupled, from 2,021 to 8,230.", ("8,230",)),
    ("CFE1.1", "The target was 6,000.", ("6,000",)),
    ("CFE1.1", "Fewer people were helped than last year.", ("Fewer",)),
    ("CFE1.1", "The number of people helped has worsened.", ("worsened",)),
    ("CFE1.2", "35 organisations have joined, five short of the target of 45.", ("five",)),
    ("CFE1.2", "We recruited 35 organisations, beating the target of 45.", ("beating",)),
    ("CFE1.2", "The number of organisations fell from 35 to 33.", ("fell",)),
    ("CFE1.2", "Performance is on target.", ("on target",)),
    ("CFE1.2", "The figure is 53, and the target is 45.", ("53",)),
    ("CFE1.3", "The final figure for the year was 90.3%.", ("90.3%",)),
    ("CFE1.3", "Performance improved by 8.0 percentage points on 2018/19.", ("8.0 percentage points",)),
    ("CFE1.3", "93.0% of requests were answered in time, down from 87.0% in 2018/19.", ("down",)),
    ("CFE1.3", "39.0% of requests were answered in time.", ("39.0%",)),
    ("CFE1.3", "At 93.0%, performance fell short of the 90.0% target.", ("fell short of",)),
    ("CFE1.3", "Performance has been stable since 2018/19.", ("stable",)),
    ("CFE1.3", "It rose seven points to 93%.", ("seven points",)),
    ("CFE1.4", "The proportion of complaints upheld fell to 37%.", ("fell",)),
    ("CFE1.4", "A smaller share of complaints was upheld: 37% against 28% last year.", ("smaller",)),
    ("CFE1.4", "The share upheld was six points higher than in 2018/19.", ("six points",)),
    ("CFE1.4", "The measure has improved since 2018/19, when it was 28%.", ("improved",)),
    ("CFE1.4", "In 2018/19 it was 38%.", ("38%",)),
    ("CFE1.4", "Of 179 complaints, 56 were upheld.", ("Of 179 complaints, 56",)),
    ("CFE1.5", "A third of second-stage complaints were upheld, 46% in all.", ("A third",)),
    ("CFE1.5", "36% were upheld, which meets the target of 28%.", ("meets",)),
    ("CFE1.5", "The rate of 36% is better than the year before.", ("better",)),
    ("CFE1.6", "We answered 88% within 20 working days, exceeding the 90% target.", ("exceeding",)),
    ("CFE1.6", "It improved from 91% to 88%.", ("improved",)),
    ("CFE1.6", "Just 78% of stage 1 complaints were answered within 20 working days.", ("78%",)),
    ("CFE1.7", "The target of 77% was narrowly missed.", ("77%",)),
    ("CFE1.7", "74% of second-stage complaints were answered in time, above the target of 75%.", ("above",)),
    ("CFE2.1", "80.7% of calls were answered, which is better than last year's 81.3%.", ("better",)),
    ("CFE2.1", "The service answered 192,863 calls.", ("192,863",)),
    ("CFE2.1", "Performance is 0.7 points below target.", ("0.7 points",)),
    ("CFE2.1", "The share of calls answered rose slightly.", ("rose",)),
    ("CFE2.2", "Three in five contacts were digital.", ("Three in five",)),
    ("CFE2.2", "The share of digital contacts grew to 73.6%.", ("grew",)),
    ("CFE2.2", "Digital contacts made up 76.3% of the total.", ("76.3%",)),
    ("CFE2.2", "We exceeded the target.", ("exceeded",)),
    ("CFE3.1", "Museum visits rose by 15.1%.", ("15.1%",)),
    ("CFE3.1", "Visits increased by 18,144 to 156,755.", ("156,755",)),
    ("CFE3.1", "Visitor numbers declined.", ("declined",)),
    ("CFE3.1", "Visits exceeded the target of 100,000 by 65,557.", ("65,557",)),
    ("GMS-cultural-engagements", "In 2017/18 there were 0.31m engagements.", ("0.31m",)),
    ("overview", "The contact centre answered 87.0% of calls.", ("87.0%",)),
    ("overview", "Four measures are Red.", ("Four",)),
    ("overview", "The portfolio has a deficit of £0.044m.", ("deficit",)),
    ("overview", "Net expenditure was £5.360m.", ("£5.360m",)),
    ("overview", "Ten of the twelve measures are rated, of which six are getting worse.", ("six",)),
    ("overview", "The Digital Inclusion Alliance helped 8,320 people.", ("8,320",)),
    ("budget", "The cash limit rose by £0.229m.", ("£0.229m",)),
    ("budget", "The cash limit is now £5.462m.", ("£5.462m",)),
    ("outturn", "The outturn was £5.958m.", ("£5.958m",)),
    ("outturn", "The portfolio ended the year £0.040m overspent.", ("£0.040m", "overspent")),
    ("outturn", "The portfolio underspent by £0.044m, 1.8% of its cash limit.", ("1.8%",)),
    ("outturn", "Expenditure of £5.603m was £0.012m under the cash limit.", ("£5.603m", "£0.012m")),
    ("reserves", "£0.023m was drawn from the reserve.", ("£0.023m",)),
    ("reserves", "£113,000 remains in the reserve.", ("£113,000",)),
    ("reserves", "The approved reserve was £136,000.", ("£136,000",)),
    ("savings", "The two proposals are worth £0.540m together.", ("£0.540m",)),
    ("savings", "Both proposals were delivered, saving £445,000.", ("£445,000",)),
    ("savings", "One of the two proposals is rated Amber.", ("One",)),
    ("CFE1.1", "In total 8,023 residents got help, well beyond the 5,000 expected.", ("8,023",)),
    ("CFE1.1", "The alliance has now supported 8,302 people.", ("8,302",)),
    ("CFE1.1", "We fell short of the target.", ("fell short of",)),
    ("CFE1.1", "This is 2,032 above target.", ("2,032",)),
    ("CFE1.1", "The number of people helped doubled, from 2,021 to 4,042.", ("4,042",)),
    ("CFE1.1", "The total for 2018/19 was 2,201.", ("2,201",)),
    ("CFE1.1", "Our 2019/20 target was 8,000.", ("8,000",)),
    ("CFE1.1", "The target of 5,000 was not met.", ("not met",)),
    ("CFE1.1", "The measure is Amber.", ("Amber",)),
    ("CFE1.2", "There are 45 community organisations in the network.", ("45",)),
    ("CFE1.2", "There are now 25 organisations in the network.", ("25",)),
    ("CFE1.2", "Two organisations fewer than last year: 35 against 33.", ("fewer",)),
    ("CFE1.2", "The network is twelve organisations short of its target of 45.", ("twelve",)),
    ("CFE1.2", "With 35 organisations we are ahead of target.", ("ahead of target",)),
    ("CFE1.2", "The number recruited went down on last year.", ("down",)),
    ("CFE1.3", "In 2019/20 97% of FOI requests were answered within 20 working days.", ("97%",)),
    ("CFE1.3", "FOI performance dropped by six percentage points.", ("dropped",)),
    ("CFE1.3", "Requests answered in time: 93.0% (2018/19: 78.0%).", ("78.0%",)),
    ("CFE1.3", "The 95% target was missed.", ("95%",)),
    ("CFE1.3", "More than 95% of requests were answered in time.", ("95%",)),
    ("CFE1.3", "Just under 93% of requests were answered in time.", ("93%",)),
    ("CFE1.3", "We are three points below the 90% target at 93%.", ("below",)),
    ("CFE1.3", "In 2017/18 the figure was 58.5%.", ("58.5%",)),
    ("CFE1.3", "Timeliness worsened.", ("worsened",)),
    ("CFE1.3", "Performance, at 93.0%, is down on last year.", ("down",)),
    ("CFE1.3", "93.0% is a fall on 2018/19.", ("fall",)),
    ("CFE1.3", "93.0% compares with 89.0% a year ago.", ("89.0%",)),
    ("CFE1.4", "37% of Stage 1 complaints were upheld or partly upheld, against a target of 43%.", ("43%",)),
    ("CFE1.4", "37% were upheld, up from 18% in 2018/19.", ("18%",)),
    ("CFE1.4", "The proportion upheld has gone down since last year.", ("down",)),
    ("CFE1.4", "The proportion upheld is nine points lower than last year.", ("lower",)),
    ("CFE1.4", "At 37%, the proportion upheld is five points above target.", ("five points",)),
    ("CFE1.4", "At 37% the proportion is within target.", ("within target",)),
    ("CFE1.4", "Upheld complaints: 34%.", ("34%",)),
    ("CFE1.4", "Upheld: 37% (2018/19: 28%; 2017/18: 26%).", ("26%",)),
    (
        "CFE1.4",
        "61 of the 179 first-stage complaints were upheld, or 34%.",
        ("61 of the 179 first-stage complaints were upheld, or 34%",),
    ),
    ("CFE1.4", "It is getting better.", ("better",)),
    ("CFE1.5", "36% were upheld in the year, compared with 42% in 2018/19.", ("42%",)),
    ("CFE1.5", "37 of 102 complaints, or 39%, were upheld.", ("37 of 102 complaints, or 39%",)),
    ("CFE1.5", "The share rose by ten points.", ("ten points",)),
    ("CFE1.5", "The share upheld is stable.", ("stable",)),
    ("CFE1.5", "The share upheld, 36%, is below our 28% target.", ("below",)),
    ("CFE1.6", "158 of 179 complaints (91%) had a reply in time.", ("158 of 179 complaints (91%)",)),
    ("CFE1.6", "88% against a 92% target.", ("92%",)),
    ("CFE1.6", "Performance fell by five points.", ("five points",)),
    ("CFE1.6", "Performance held steady at 88%.", ("steady",)),
    ("CFE1.6", "Timeliness is up three points on 2018/19.", ("up",)),
    ("CFE1.6", "The 90% target was met for the second year.", ("met",)),
    ("CFE1.7", "Timeliness rose to 74%.", ("rose",)),
    ("CFE1.7", "Timeliness was 67% in 2017/18, 74% in 2018/19 and 77% in 2019/20.", ("74%", "77%")),
    ("CFE1.7", "At 74% we achieved our target of 75%.", ("achieved",)),
    ("CFE1.7", "75 of 102 complaints (76%) got a reply in time.", ("75 of 102 complaints (76%)",)),
    ("CFE2.1", "192,836 of 239,882 calls were answered.", ("192,836 of 239,882",)),
    ("CFE2.1", "We answered 182,397 calls in 2019/20.", ("182,397",)),
    ("CFE2.1", "We answered 12,439 more calls than in 2018/19.", ("12,439",)),
    ("CFE2.1", "Answered calls: 88.7%.", ("88.7%",)),
    ("CFE2.1", "The percentage answered rose from 81.3% to 80.7%.", ("rose",)),
    ("CFE2.1", "The percentage answered is 0.6 points up on last year.", ("up",)),
    ("CFE2.1", "Around 75% of calls were answered.", ("75%",)),
    ("CFE2.1", "At 80.7%, performance exceeds the 82.0% target.", ("exceeds",)),
    ("CFE2.1", "The share answered improved slightly.", ("improved",)),
    ("CFE2.1", "Performance is improving.", ("improving",)),
    ("CFE2.2", "The digital share increased by 1.5 points.", ("increased",)),
    ("CFE2.2", "The digital share fell by 2.5 points.", ("2.5 points",)),
    ("CFE2.2", "There were 791,381 digital contacts out of 1,057,550.", ("791,381 digital contacts out of 1,057,550",)),
    ("CFE2.2", "There were 791,831 digital contacts.", ("791,831",)),
    ("CFE2.2", "There was no change in the share of digital contacts.", ("no change",)),
    ("CFE2.2", "The share remains unchanged from 2018/19.", ("unchanged",)),
    ("CFE2.2", "73.6% is above target.", ("above target",)),
    ("CFE3.1", "The number of visits, 156,557, is short of the target of 100,000.", ("short of",)),
    ("CFE3.1", "Visits fell for the second year.", ("fell",)),
    ("CFE3.1", "There were 18,144 fewer visits than in 2018/19.", ("fewer",)),
    ("CFE3.1", "There were 156,557 visits, 13.1% fewer than in 2018/19.", ("fewer",)),
    ("CFE3.1", "There were 156,557 visits, 11.3% more than in 2018/19.", ("11.3%",)),
    ("CFE3.1", "Fewer than 150,000 visits were made.", ("150,000",)),
    ("CFE3.1", "Visits in 2018/19 came to 183,413.", ("183,413",)),
    ("CFE3.1", "Visits were 46,557 above target.", ("46,557",)),
    ("GMS-digital-skills", "In 2016 some 87% of residents had all five skills.", ("87%",)),
    ("GMS-cultural-engagements", "Residents had 0.12m engagements in 2017/18.", ("0.12m",)),
    ("overview", "Museum visits fell to 156,557.", ("fell",)),
    ("overview", "CFE1.3 reached 90.3%.", ("90.3%",)),
    ("overview", "Of ten rated measures, four are Green.", ("four",)),
    ("overview", "Five measures are Red.", ("Five",)),
    ("overview", "We ended the year £0.044m over budget.", ("over",)),
    ("overview", "A deficit of £44,000 is reported.", ("deficit",)),
    ("overview", "The outturn is £5.598m against a cash limit of £5.462m.", ("£5.462m",)),
    ("overview", "FOI requests answered in time rose to 39%.", ("39%",)),
    ("budget", "The limit went down by £0.292m.", ("went down",)),
    ("budget", "The cash limit rose from £5.530m to £5.642m.", ("£5.530m",)),
    ("budget", "The limit now stands at £5.624m.", ("£5.624m",)),
    ("outturn", "Net expenditure came to £5.360m.", ("£5.360m",)),
    ("outturn", "There was a deficit of £0.044m at the year end.", ("deficit",)),
    ("outturn", "The variance is a surplus of £4,400.", ("£4,400",)),
    ("outturn", "Spending exceeded the cash limit by £0.044m.", ("exceeded",)),
    ("outturn", "The outturn of £5.589m was within the cash limit.", ("£5.589m",)),
    ("outturn", "The result was an overspend.", ("overspend",)),
    ("reserves", "The reserve fell from £0.163m to £0.113m.", ("£0.113m",)),
    ("reserves", "The balance rose to £0.131m.", ("rose",)),
    ("reserves", "£0.163m was approved, £0.023m used and £0.131m remains.", ("£0.023m",)),
    ("savings", "The savings programme was worth £0.540m.", ("£0.540m",)),
    ("savings", "The shortfall is £0.050m.", ("£0.050m",)),
    ("savings", "Three proposals were delivered.", ("Three",)),
    ("CFE1.2", "Recruitment rose by 16%.", ("16%",)),
    ("CFE1.2", "The target of 45 was missed by five.", ("five",)),
    ("CFE1.4", "Fewer than a third of first-stage complaints were upheld.", ("a third",)),
    ("CFE1.6", "Over nine in ten were answered in time.", ("nine in ten",)),
)
RIGHT = (
    ("CFE2.2", "The share rose by 3.1 points in 2018/19 and fell by 1.5 points in 2019/20."),
    ("CFE2.1", "Calls answered rose from 182,397 to 192,836, but the share fell because calls rose faster."),
    ("CFE2.1", "The number of calls rose to 238,982, 6.5% more than the year before."),
    ("CFE1.2", "If ten more had joined, the target of 45 would have been met."),
    ("CFE1.5", "A little over a third were upheld, against a quarter the year before."),
    ("CFE3.1", "Visits came to 157% of target."),
    ("CFE1.1", "The number helped was four times that of 2018/19 (2,021)."),
    ("CFE1.2", "Two more organisations joined this year, bringing the total to 35."),
    ("CFE1.2", "33 organisations had joined by the end of 2018/19."),
    ("CFE1.3", "Performance has improved for the second year running."),
    ("CFE1.3", "It rose six points to 93%."),
    ("CFE1.3", "In March alone the figure was 88.4%."),
    ("CFE1.4", "The share upheld was nine points higher than in 2018/19."),
    ("CFE1.4", "Of 179 complaints, 66 were upheld."),
    ("CFE1.5", "36% of second-stage complaints concerned housing."),
    ("CFE1.6", "It slipped by three points from 91%."),
    ("CFE1.6", "88 officers have been trained in complaint handling."),
    ("CFE1.7", "74% of second-stage complaints were answered in time, just below the target of 75%."),
    ("CFE1.7", "The figure is down from 77% and within a point of the target."),
    ("CFE2.1", "The service answered 192,836 calls out of 238,982."),
    ("CFE2.1", "Performance is 1.3 points below target."),
    ("CFE2.1", "The number of web chats rose by 40%."),
    ("CFE2.1", "The contact centre received 238,982 calls."),
    ("CFE2.2", "Online bookings rose by 12% while telephone bookings fell."),
    ("CFE3.1", "Museum visits rose by 13.1%."),
    ("CFE3.1", "Visits exceeded the target of 100,000 by 56,557."),
    ("CFE3.1", "There were over 150,000 visits."),
    ("CFE3.1", "Of these, 12,400 visits were by schools."),
    ("CFE3.1", "The Air Raid Shelters had 41,200 visits."),
    ("overview", "Three measures are Green, five Amber and two Red."),
    ("overview", "Three libraries reopened, and 14 staff were redeployed."),
    ("overview", "Museum visits rose to 156,557."),
    ("overview", "74% of second-stage complaints were answered within 20 working days."),
    ("budget", "The cash limit rose from £5.350m to £5.642m."),
    ("budget", "Redundancy costs of £0.120m fell in Museums and Arts."),
    ("outturn", "The portfolio underspent by £0.044m, 0.8% of its cash limit."),
    ("outturn", "Registrars had a surplus of £0.030m."),
    ("reserves", "£131,000 remains in the reserve."),
    ("savings", "The larger proposal, £0.400m, was met in full."),
    ("CFE1.1", "Take-up almost quadrupled: 8,032 against 2,021 in 2018/19."),
    ("CFE1.1", "The target of 5,000 was beaten by 3,032."),
    ("CFE1.2", "Thirty-five organisations have been recruited, up from 33."),
    ("CFE1.2", "The network is ten organisations short of its target of 45."),
    ("CFE1.2", "We have 35 of the 45 organisations that we wanted."),
    ("CFE1.3", "More than nine in ten requests were answered in time."),
    ("CFE1.3", "Around 93% were answered in time."),
    ("CFE1.3", "Timeliness improved from 87.0% to 93.0%, ahead of the 90.0% target."),
    ("CFE1.4", "At 37%, the proportion upheld is three points above target."),
    ("CFE1.4", "Upheld: 37% (2018/19: 28%; 2017/18: 36%)."),
    ("CFE1.5", "The share rose by twelve points, to 36%."),
    ("CFE1.6", "88% against a 90% target, and 91% the year before."),
    ("CFE1.6", "Performance fell by three points."),
    ("CFE1.7", "Timeliness was 67% in 2017/18, 77% in 2018/19 and 74% in 2019/20."),
    ("CFE2.1", "We answered 10,439 more calls than in 2018/19."),
    ("CFE2.1", "The number of calls answered rose to 192,836, from 182,397."),
    ("CFE2.1", "The percentage answered is 0.6 points down on last year."),
    ("CFE2.1", "Performance has slipped again: 81.8%, 81.3% and now 80.7%."),
    ("CFE2.2", "The digital share fell by 1.5 points, or 2.0%."),
    ("CFE3.1", "There were 156,557 visits, 13.1% more than in 2018/19."),
    ("CFE3.1", "Museums attracted almost 157,000 visits."),
    ("GMS-digital-skills", "In 2016 78.0% of residents had all five skills."),
    ("overview", "CFE1.3 reached 93.0%, and CFE2.1 80.7%."),
    ("overview", "Two measures are Red."),
    ("overview", "The portfolio ended the year £0.044m under its cash limit."),
    ("budget", "The limit stands at £5.642m after an addition of £292,000."),
    ("outturn", "Net expenditure came to £5.630m, with £0.032m drawn from reserves."),
    ("outturn", "Spending was £0.044m below the cash limit."),
    ("reserves", "£0.163m was approved, £0.032m used and £0.131m remains."),
    ("savings", "All of the £0.450m was achieved."),
    ("savings", "Both proposals are Green."),
    ("CFE1.1", "By the end of March 2020 the alliance had helped 8,032 people."),
    ("CFE1.1", "Over three thousand more than planned were helped: 8,032 in all."),
    ("CFE1.1", "Since the project began 8,032 people have been helped, 2,021 of them in 2018/19."),
    ("CFE1.1", "The project beat its target by 61%."),
    ("CFE1.1", "Four times as many people were helped as in 2018/19, when there were 2,021."),
    ("CFE1.1", "This is roughly 8,000 people."),
    ("CFE1.1", "The figure is 161% of the target."),
    ("CFE1.1", "By Quarter 2 some 4,100 people had been helped."),
    ("CFE1.1", "The closing report will be sent to the 12 partners in May 2020."),
    ("CFE1.2", "The network gained two organisations, from 33 to 35."),
    ("CFE1.2", "At 35, the network has ten fewer organisations than its target."),
    ("CFE1.2", "35 against a target of 45 (33 last year)."),
    ("CFE1.2", "Recruitment rose by 6%."),
    ("CFE1.2", "The target of 45 was missed by ten."),
    ("CFE1.2", "We have recruited 78% of our target."),
    ("CFE1.3", "Performance is six percentage points up on 2018/19 and 7.5 points up on 2017/18."),
    ("CFE1.3", "We answered 93% in time (target 90%)."),
    ("CFE1.3", "We answered 93% in time (90% target)."),
    ("CFE1.3", "The service exceeded its target by three percentage points."),
    ("CFE1.3", "The target, 90%, was exceeded."),
    ("CFE1.3", "In 2017/18 the share was 85.5%, in 2018/19 87.0%, and this year it is 93.0%."),
    ("CFE1.3", "Only 7% of requests were late."),
    ("CFE1.3", "At the half-year it stood at 95.4%, and at Q3 at 94.9%."),
    ("CFE1.3", "Our target for 2020/21 is 92%."),
    ("CFE1.3", "In April 2020 only 71% were answered in time."),
    ("CFE1.3", "Requests may be refused under section 12 where they would take more than 18 hours."),
    ("CFE1.4", "The share rose from 28% to 37%, so fewer complaints were settled in the Council's favour."),
    ("CFE1.4", "37% were upheld or partly upheld; the target was 34% or less."),
    ("CFE1.4", "More than a third of first-stage complaints were upheld."),
    ("CFE1.4", "Performance worsened by nine percentage points."),
    ("CFE1.4", "The target of no more than 34% was missed."),
    ("CFE1.4", "37% is higher than in either of the two years before (28% and 36%)."),
    ("CFE1.4", "Of 179 complaints 113 were not upheld."),
    ("CFE1.4", "118 complaints were not upheld."),
    ("CFE1.4", "Complaints rose by 18, or 11%, to 179."),
    ("CFE1.5", "37 of 102 second-stage complaints were upheld."),
    ("CFE1.5", "The figure rose by half, from 24% to 36%."),
    ("CFE1.5", "Slightly more than one in three was upheld."),
    ("CFE1.5", "At 36% the measure misses its target of 28% by eight points."),
    ("CFE1.5", "The number of second-stage complaints rose by 27 to 102."),
    ("CFE1.5", "The Ombudsman received 41 complaints about the Council and upheld eight."),
    ("CFE1.6", "88% were answered on time, against 91% last year and 90% the year before that."),
    ("CFE1.6", "The share answered in time fell from 91% to 88%, two points short of target."),
    ("CFE1.6", "We narrowly missed the 90% target."),
    ("CFE1.6", "Nearly nine in ten were answered in time."),
    ("CFE1.6", "12% were answered late."),
    ("CFE1.6", "In the fourth quarter only 83% were on time."),
    ("CFE1.7", "Performance fell back to 74%, from 77%."),
    ("CFE1.7", "Almost three quarters were answered in time."),
    ("CFE1.7", "It is seven points better than two years ago."),
    ("CFE1.7", "The result (74%) is a point short of the 75% target."),
    ("CFE1.7", "27 complaints were answered late."),
    ("CFE1.7", "By the end of June 80% had been answered in time."),
    ("CFE2.1", "Fewer calls were answered in time, and the share fell to 80.7%."),
    ("CFE2.1", "The answered share fell from 81.8% to 81.3% and then 80.7%."),
    ("CFE2.1", "Performance is 1.3 points under the 82.0% target."),
    ("CFE2.1", "About four in five calls were answered."),
    ("CFE2.1", "Calls rose by 14,617 (6.5%) to 238,982."),
    ("CFE2.1", "One call in five went unanswered."),
    ("CFE2.1", "46,146 calls went unanswered."),
    ("CFE2.1", "In the week of the lockdown 71% of calls were answered."),
    ("CFE2.1", "The new number is 0161 217 6009 and is open from 9am until 5.30pm, Monday to Friday."),
    ("CFE2.2", "73.6% of contacts came digitally, 791,381 of 1,075,550."),
    ("CFE2.2", "The number of digital contacts fell by 50,240."),
    ("CFE2.2", "Total contacts fell from 1,120,051 to 1,075,550."),
    ("CFE2.2", "Digital contacts make up just under three quarters of the total."),
    ("CFE2.2", "It is up on 2017/18 (72.0%), though down on 2018/19 (75.1%)."),
    ("CFE2.2", "In March 81.2% of contacts were digital."),
    ("CFE3.1", "Visits rose 13% on the year before, to a record 156,557."),
    ("CFE3.1", "Visits were half as many again as the target."),
    ("CFE3.1", "156,557 visits (2018/19: 138,413; target: 100,000)."),
    ("CFE3.1", "There were 25,178 more visits than in 2017/18."),
    ("CFE3.1", "Visits are up 19% on 2017/18."),
    ("CFE3.1", "Staircase House had 31,006 visits and Hat Works 27,450."),
    ("CFE3.1", "Before the closure in March 149,000 visits had been made."),
    ("CFE3.1", "The target for 2020/21 has been set at 110,000."),
    ("GMS-digital-skills", "The last figure, 78.0%, is for 2016."),
    ("GMS-digital-skills", "The Greater Manchester figure was 77.2%."),
    ("GMS-cultural-engagements", "There were 210,000 engagements in 2017/18."),
    ("overview", "Of the twelve measures ten are rated: three Green, five Amber and two Red."),
    ("overview", "We answered 93% of FOI requests in time."),
    ("overview", "The portfolio underspent by £44k."),
    ("overview", "Savings of £0.450m have been achieved."),
    ("overview", "Museums had 156,557 visits, well above the target of 100,000."),
    ("overview", "Web chats have grown to 900 a month."),
    ("overview", "£0.032m was drawn from reserves."),
    ("overview", "Four measures are getting better."),
    ("overview", "The Council's three museums and 16 libraries closed on 20 March 2020."),
    ("budget", "The cash limit rose by 5.5% to £5.642m."),
    ("budget", "The previously reported limit was £5.350m."),
    ("budget", "£292,000 was added for redundancy costs."),
    ("budget", "Redundancy costs in the library service came to £0.142m."),
    ("outturn", "After a draw of £0.032m from reserves, the outturn was £5.598m."),
    ("outturn", "Against a cash limit of £5.642m the portfolio spent £5.598m."),
    ("outturn", "The surplus, £0.044m, is 0.8% of the cash limit."),
    ("outturn", "Certificates brought in £0.038m more than budgeted."),
    ("outturn", "Without the extra income there would have been a deficit of £0.012m."),
    ("outturn", "In the first quarter an overspend of £0.090m was forecast."),
    ("reserves", "A fifth of the reserve was used."),
    ("reserves", "The draw of £0.032m paid for museum projects; £0.131m is left."),
    ("reserves", "A further £0.020m will be drawn in 2020/21."),
    ("savings", "Savings of £450,000 were due, and all were made."),
    ("savings", "The events and registrars proposal made £50,000, and the restructure £400,000."),
    ("savings", "The restructure cost £0.292m in redundancies."),
    ("CFE1.1", "Attendance at drop-in sessions fell by 12%."),
    ("CFE1.1", "Of the people helped, 3,210 (40%) were over 65."),
    ("CFE1.1", "We trained 214 volunteers, who helped 5,600 people face to face."),
    ("CFE1.1", "The alliance has 42 partner organisations, up from 30."),
    ("CFE1.1", "In the first half of the year 3,950 people were helped."),
    ("CFE1.1", "The target for next year is 6,500 people."),
    ("CFE1.1", "Some 1,250 people were helped in libraries alone."),
    ("CFE1.1", "People aged 65 and over made up 60% of those helped."),
    ("CFE1.2", "Membership has not changed since Quarter 3."),
    ("CFE1.2", "Three organisations left in the autumn and five joined."),
    ("CFE1.2", "We hope to reach 45 by March 2021."),
    ("CFE1.2", "Demand for support rose by a third."),
    ("CFE1.2", "Since January there has been no change."),
    ("CFE1.3", "The number of requests fell to 1,384 from 1,505."),
    ("CFE1.3", "Requests fell by 8% in the year."),
    ("CFE1.3", "The Information Commissioner expects 90%."),
    ("CFE1.3", "Subject access requests were answered in time in 78% of cases."),
    ("CFE1.3", "In Quarter 4 it fell to 90.1%."),
    ("CFE1.3", "Performance dipped in March."),
    ("CFE1.3", "Two requests took more than 60 days."),
    ("CFE1.3", "The Council is better than the national average of 89%."),
    ("CFE1.4", "The number of complaints upheld rose from 45 to 61."),
    ("CFE1.4", "20 of the 61 upheld complaints (33%) were about bins."),
    ("CFE1.4", "About one in three complaints was about a missed bin."),
    ("CFE1.4", "In adult services 12 of 30 (40%) were upheld."),
    ("CFE1.4", "Complaints about parking halved, from 24 to 12."),
    ("CFE1.4", "The quality of responses has improved."),
    ("CFE1.4", "Staff training has improved, and 85% of managers have attended."),
    ("CFE1.4", "Compensation of £1,250 was paid in all."),
    ("CFE1.5", "The Ombudsman upheld 62% of the complaints that it investigated, against 58% nationally."),
    ("CFE1.5", "Of the 37 upheld, 15 were partly upheld."),
    ("CFE1.5", "Complaints about housing rose by 40%."),
    ("CFE1.5", "The average time to reply improved from 24 to 19 days."),
    ("CFE1.6", "The new form is used for 70% of complaints."),
    ("CFE1.6", "Response times improved in the fourth quarter, to 93%."),
    ("CFE1.6", "By the end of September 91% had been answered in time."),
    ("CFE1.6", "21 complaints were answered late, most by a day or two."),
    ("CFE1.6", "The backlog fell from 40 to 12."),
    ("CFE1.7", "The team lost two of its five officers in May."),
    ("CFE1.7", "26% were late."),
    ("CFE1.7", "At Q2 the figure stood at 71%, and at Q3 at 73%."),
    ("CFE1.7", "We expect to be above target next year."),
    ("CFE1.7", "Housing answered 9 of 10 complaints (90%) in time."),
    ("CFE2.1", "Waiting times fell by 20% after the new system came in."),
    ("CFE2.1", "46,146 calls were abandoned."),
    ("CFE2.1", "Customer satisfaction rose to 92%."),
    ("CFE2.1", "The number of calls rose by 6.5%."),
    ("CFE2.1", "In December performance fell to 71%."),
    ("CFE2.1", "Since the new system came in, performance has improved."),
    ("CFE2.1", "Sickness absence was 8.2% in the year."),
    ("CFE2.1", "The team answered 2,104 emails and 10,843 web chats."),
    ("CFE2.1", "Ami answers 65% of its chats without help."),
    ("CFE2.2", "Email contacts rose by 5.1%."),
    ("CFE2.2", "The share of telephone contacts was 26.4%."),
    ("CFE2.2", "Across the Council 45,000 online accounts have been opened."),
    ("CFE2.2", "Web forms account for 38% of digital contacts."),
    ("CFE3.1", "Hatworks was closed for 11 weeks."),
    ("CFE3.1", "Bramall Hall had 61,402 visits, 5% more than last year."),
    ("CFE3.1", "School visits fell by 300."),
    ("CFE3.1", "Visitor satisfaction improved to 96%."),
    ("CFE3.1", "The exhibition drew 12,000 visitors in six weeks."),
    ("GMS-digital-skills", "Nationally the figure rose to 79% in 2018."),
    ("GMS-digital-skills", "Greater Manchester stands at 77.4%."),
    ("GMS-cultural-engagements", "Across the ten boroughs there were 2.9m engagements."),
    ("overview", "Complaints rose in the year."),
    ("overview", "The chat bot handles 900 chats a month, 40% of them out of hours."),
    ("overview", "We have invested £1.5m in libraries over three years."),
    ("overview", "Two of our five museums are free."),
    ("overview", "Staff answered 80% of emails within a day."),
    ("overview", "Library visits fell by 4%."),
    ("overview", "The helpline made 12,500 calls to shielded residents."),
    ("overview", "Only one of the 14 Digital by Design projects is Red."),
    ("budget", "Inflation added £0.110m, and £0.182m was for redundancies."),
    ("budget", "Next year's cash limit will be £5.100m."),
    ("budget", "In 2018/19 the cash limit was £6.010m."),
    ("outturn", "Library income was £0.060m short."),
    ("outturn", "Registrars ended the year with a surplus of £0.061m."),
    ("outturn", "An overspend of £0.020m on agency staff was offset by savings of £0.064m."),
    ("outturn", "In 2018/19 there was a deficit of £0.100m."),
    ("outturn", "At Quarter 3 the forecast was a deficit of £0.010m."),
    ("outturn", "The HRA ended with a deficit of £0.250m."),
    ("outturn", "Spending on books was cut by £0.015m."),
    ("reserves", "The Council's reserves stand at £95m in all."),
    ("reserves", "A further £0.050m is to be drawn in 2020/21."),
    ("savings", "Savings of £0.600m are planned for 2020/21."),
    ("savings", "Events brought in £20,000 of the total."),
    ("savings", "The restructure removed six posts."),
)


@pytest.mark.parametrize(("item", "text", "expected"), WRONG)
def test_words_that_contradict_the_data_are_found(
    report: Report, item: str, text: str, expected: tuple[str, ...]
) -> None:
    assert set(expected) == set(contradicting(check(report, item, text)))


@pytest.mark.parametrize(("item", "text"), RIGHT)
def test_words_that_agree_or_speak_of_something_else_raise_no_contradiction(
    report: Report, item: str, text: str
) -> None:
    assert contradicting(check(report, item, text)) == []


NUMBERS = (
    pytest.param("31 March 2020, 3rd May, 2019/20, 2019-20, 2016, Q3, Quarter 3", [], id="dates and periods"),
    pytest.param("CFE1.4, Stage 1 and 2, Level 2, Covid-19, section 4.2, page 14", [], id="codes and names"),
    pytest.param("0161 496 0000, 9am to 5.30pm, 24/7, aged 16 to 18, over-65s", [], id="telephones, times, ages"),
    pytest.param("within 20 working days, for 12 weeks", [], id="durations that are rules"),
    pytest.param("from 4 minutes to 90 seconds", [4, 90], id="durations that were measured"),
    pytest.param("three improvements, eight complaints, thirty-five members", [8, 35], id="numbers in words"),
    pytest.param("8,032 and 0.85m and 12 thousand", [8032, 850_000, 12_000], id="counts"),
    pytest.param("34.1% and 9 per cent and three points", [Fraction(341, 10), 9, 3], id="percentages and points"),
    pytest.param("£0.044m, £292k, £5,642 and £1.2 million", [4_400_000, 29_200_000, 564_200, 120_000_000], id="money"),
    pytest.param("the 4th highest, ranked fourth of 10", [4, 4, 10], id="places"),
    pytest.param("83–85% and between 83 and 85%", [83, 85, 83, 85], id="ranges"),
    pytest.param("half of them, two thirds of all", [50, Fraction(200, 3)], id="fractions in words"),
)


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_every_figure_is_found_and_nothing_that_is_none(text: str, expected: list[Fraction]) -> None:
    assert expected == [figure.value for figure in figures_in(text)]


def test_the_shapes_tell_what_a_figure_is() -> None:
    shapes = [figure.shape for figure in figures_in("34%, 3 points, 8,032, £0.044m and the 4th highest")]
    assert shapes == [Shape.PERCENT, Shape.POINTS, Shape.COUNT, Shape.MONEY, Shape.PLACE]


MARKDOWN = (
    pytest.param("1. First.\n2. Second.", ["First.", "Second."], id="numbers of a list"),
    pytest.param("**61** of [179](https://anyborough.example/35)", ["61 of 179"], id="marks and links"),
    pytest.param("See https://anyborough.example/2020/35 for it.", ["See for it."], id="an address"),
    pytest.param("```\n34% of code\n```\nAfter.", ["After."], id="code"),
    pytest.param("One approx. 5. Two.", ["One approx 5.", "Two."], id="a word cut short"),
)


@pytest.mark.parametrize(("text", "expected"), MARKDOWN)
def test_markdown_is_read_as_sentences(text: str, expected: list[str]) -> None:
    assert expected == list(sentences(text))


def test_a_tally_counts_each_outcome_and_adds_up(report: Report) -> None:
    checked = check(report, "CFE1.1", "We helped 8,032 people, not 8,302, and have 12 partners.")
    assert checked.tally == Tally(1, 1, 1)
    assert str(checked.tally) == "3 figures in the words: 1 as in the data, 1 disagrees with it, 1 not from it"
    assert tally_of(report) == sum((tally_of(report, item) for item in report.entries), Tally())
    assert tally_of(report).total == 34


SPOKEN = """
8,032 34% 61 of 179 (34%) £0.044m surplus rose fell from to by target of the in 2018/19 2018/20 last year Quarter 3
nearly more than three points 4th highest of 10 half of Green measures Red . , ; : ( ) – not which was is stable
between and up down on £ % 0 0.0 99999999999999999999 ² ½ ٣ - | # ``` ** {{ }} < > CFE1.4 31 March
"""
PIECES = st.sampled_from([*SPOKEN.split(), "\n\n", "\n- "])


@given(
    text=st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join)),
    item=st.sampled_from(["CFE1.1", "CFE1.4", "CFE2.1", "GMS-digital-skills", "overview", "outturn", "savings"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_text_makes_the_check_fail(report: Report, text: str, item: str) -> None:
    checked = check(report, item, text)
    for query in checked.queries(PORTFOLIO, item, "here"):
        assert query.found
        assert query.action


LONG = (
    pytest.param("In 2019/20, 61 of 179 complaints (34%) were upheld, which is more than last year. ", id="sentences"),
    pytest.param("rose from to by ", id="no sentence ends"),
    pytest.param("61 of 179 (34%), 28% in 2018/19; " + "and so on " * 10, id="figures without an end"),
    pytest.param("the the the of of ", id="little words"),
    pytest.param("((((", id="brackets"),
    pytest.param("1,111", id="digits"),
    pytest.param("£", id="pounds"),
)


@pytest.mark.parametrize("piece", LONG)
def test_an_entry_of_ten_thousand_words_takes_seconds_at_most(report: Report, piece: str) -> None:
    text = piece * (10_000 // max(len(piece.split()), 1))
    began = time.process_time()
    check(report, "CFE1.4", text)
    assert time.process_time() - began < 10
