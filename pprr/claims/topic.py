"""Tells whether a figure speaks of the measure itself, by the words beside it and the measure's name."""

import re
from enum import StrEnum
from functools import lru_cache

_WORD = re.compile(r"(?<![\w.-])[A-Za-z][A-Za-z'’-]+(?!\d)\b")
# Words that say nothing of what is counted.
_EMPTY_WORDS = """
    ago earlier later previously formerly respectively doubled halved trebled tripled quadrupled
    compares compare comparing comparison getting gets
    managed handled dealt delivered completed came became got attracted drew welcomed hosted served finished closed
    counted logged saying say said tell told want wanted set ourselves themselves itself hard lot new
    exceed exceeded exceeds exceeding beat beaten surpassed went gone slipped dipped climbed declined narrowly just
    fall rise took take takes move moved a about above actual after again against all almost already also although
    an and annual any are around as at average be because been before being below between both but by came can
    compared could council council's current currently did do does done during each either end ended ending ends
    even ever every exactly far few fewer first final for from full further had has have having he her here high
    higher his how however i if in increase increased indeed initially into is it its itself just last latest least
    less level levels like little low lower made many more most much my nearly no nor not now of off on one only
    onto or other our out over overall own part per percent performance period point points previous quarter quite
    rather reached report reported result results said same second seen she since slightly small so some still stood
    such than that the their them then there therefore these they this those though three through thus to together
    total totalled two under until up upon upwards us very was we well were what when where which while who whole
    whose will with within without would year years yet you achieved achieve good better worse stands stand remained
    remain remains recorded figure figures rate rates share shares percentage percentages proportion proportions
    number numbers count counts score measure measures indicator indicators target targets outturn data local
    residents' borough borough's compares down equal equals equivalent fell fallen falls rose risen rises improved
    improves worsened dropped decreased reduced grew grown actually approximately roughly year's year’s quarter's
    period's short shy ahead behind met meets missed misses time times across hit managed saw see showed shows show
    away adrift beyond gap difference shortfall margin variance proved puts put leaves leave left brings bring means
    makes gives us heard take-up uptake reach goal goals wanted hoped sought required planned shrank shrunk slid soared
    jumped surged plunged tumbled stage twice highest lowest best worst largest smallest smaller larger bigger edged
    crept inched slumped poorer come hundred edging creeping timeliness growth reduction decline drop dips dip
    jump surge decrease improvement deterioration
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
# What a sentence may call any case that a measure counts.
_CASE_WORDS = """
    case cases item items ones them those these people customers service services team's work
"""
CASES = frozenset(_CASE_WORDS.split())
# Words that go with any measure: no strangers to it, though they may be part of its name.
_COMMON_WORDS = """
    going goes give gives gave given send sends sent sending show arrive arrived leave leaving put keep keeps kept
    find finds found spend spent try tries tried work works worked working need needs needed use uses used start
    starts started begin begins began begun run runs ran running turn turned turns hold holds held meet meeting win
    won lose lost losing wait waits waited waiting feel felt look looks looked like liked hope hopes hoped expect
    expects expected agree agreed ask asks become believe benefit benefited bring build built carry carried cause
    caused change changed changes choose chose chosen come continue continued continues cope coped depend depends
    drive driven drove ensure ensured explain explains explained fail failed fails follow followed gain gained gains
    get grow happen happened happens help introduce introduced join joined joins know knew known lead led learn
    learned let lie live lived maintain maintained manage mean miss pass passed passes plan planned prepare prepared
    produce produced pull push raise raised reduce reflect reflects reflected say secure secured seek sell serve set
    slow slowed stay stayed stays struggle struggled suggest sustain sustained take tell think total touch track
    understand undertake undertaken want wrote good great strong weak busy quiet early late new old big small main
    key full whole major minor real true right wrong usual normal steady poor fair easy difficult hard successful
    effective excellent disappointing encouraging pleasing welcome notable significant sizeable healthy modest
    record solid robust commendable positive negative remarkable impressive better worse best worst high low higher
    lower top bottom always often sometimes usually rarely never soon later again away back forward together apart
    instead moreover therefore thus hence meanwhile nonetheless nevertheless overall altogether broadly largely
    comfortably easily nearly hardly barely marginally slightly
    significantly substantially sharply steeply steadily gradually quickly slowly clearly simply merely exactly
    roughly precisely inside outside beside besides despite without per via along round beyond throughout including
    alongside month months week weeks day days today tomorrow yesterday summer autumn winter spring season morning
    evening annual annually yearly quarterly monthly weekly date deadline limit finish middle half everyone
    everybody anyone nobody somebody everything something anything nothing whoever whichever thing things way ways
    part parts side sides area areas number kind kinds sort sorts type types bit lot colleague colleagues officer
    officers manager managers pandemic lockdown covid pressure pressures demand capacity workload effort efforts
    progress success reason reasons result outcome outcomes level mark threshold benchmark ambition aim goal
    objective standard expectation improvement improvements deterioration recovery dip spike peak trough trend
    pattern story picture basis thanks credit tribute news surprise hundred thousand million
"""
# One idea in several words; a word's stem is put in place of each.
_ALIKE = {
    "digital": "digital",
    "respond": "answer",
    "answer": "answer",
    "response": "answer",
    "reply": "answer",
    "replied": "answer",
    "replies": "answer",
    "deadline": "time",
    "within": "time",
    "timel": "time",
    "promptly": "time",
    "percentage": "share",
    "visitor": "visit",
    "caller": "call",
    "phone": "telephone",
    "online": "digital",
    "electronic": "digital",
    "people": "people",
    "telephone": "telephone",
    "organisation": "organisation",
    "individual": "people",
    "person": "people",
    "supported": "help",
    "assisted": "help",
    "trained": "help",
    "groups": "organisation",
    "group": "organisation",
    "complain": "complaint",
    "resident": "people",
    "participant": "people",
    "learner": "people",
    "member": "organisation",
    "attend": "visit",
    "asked": "request",
    "enquir": "request",
    "justified": "upheld",
    "founded": "upheld",
}
# A part of the service, where the measure is about the whole.
_PART = re.compile(
    r"\b(?:team|teams|directorate|directorates|department|departments|ward|wards|schools?|site|sites|branch|branches"
    r"|depot|office|offices|of which|of these|of those|of them|among|amongst|alone|excluding|apart from"
    r"|respondents|surveyed|staff|officers?|employees)\b",
    re.IGNORECASE,
)
_STAGE = re.compile(
    r"\b(?:stage|level|tier|phase|key stage)[\s-](?P<number>\d|one|two|three)\b|\b(?P<place>first|second"
    r"|third)[\s-](?:stage|level|tier)\b",
    re.IGNORECASE,
)
_OF_STAGE = re.compile(r"\b(?:first|second|third)-(?=stage\b)", re.IGNORECASE)
_STAGES = {"one": "1", "two": "2", "three": "3", "first": "1", "second": "2", "third": "3"}
_ENDS = re.compile(
    r"[;()]|[,:](?!\d)|\s[–—-]\s|\s(?:and|but|which|while|whilst|compar\w+|against|versus|although|though"
    r"|because|since|after|when|where"
    r"|so|than|due to|owing to|thanks to|from|up|down)\b",
    re.IGNORECASE,
)
_IS_FIGURE = re.compile(
    r"(?:^|[,;:.(]\s*|\b(?:and|but|so|that|when|where|as|which)\s+)(?:(?:in|for|at|over|during|by|this|last"
    r"|the|our|overall|however|so|again|at the)"
    r"\b[^,;]{0,40},?\s+)?(?:the\s+|our\s+|this\s+|its\s+)?(?:(?:latest|overall|final|actual|annual"
    r"|year[- ]end|current|total|cumulative|year['’]s|reported|first|quarter['’]s|in-year|published)\s+){0,3}"
    r"(?:figure|figures|total|result|results|performance|outturn|rate|share|percentage|proportion|score"
    r"|measure|indicator|count|number|value"
    r"|actual|position|it|this|that|we)\b[^,;()]{0,60}$",
    re.IGNORECASE,
)
# A proper name as the subject, or behind a preposition.
_BODY_FIRST = re.compile(
    r"(?P<body>[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*) (?:answered|upheld|achieved|reported|managed|responded|handled"
    r"|recorded|had|has|saw|was at|stood at|is at)\b"
)
_BODY = re.compile(r"\b(?:in|at|across|like|unlike|than|with) (?:the )?(?P<body>[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*)\b")
_IDEA = re.compile(r"(?:ness|ance|ship|ment|tion|ing|up|s|age|y|y's)$")
_OUR_NAMES = """
    The Our This Council Cabinet Stage Level Quarter January February March April May June July August September
    October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Covid Green Amber Red Priority
    Contact Centre
"""
_OURS = frozenset(_OUR_NAMES.split())
_OPPOSITE = re.compile(
    r"\b(?:late|overdue|outstanding|abandoned|lost|missed|refused|rejected|not|never|dismissed|un(?:answered"
    r"|resolved|met|paid)|other (?:means|ways|channels|routes)|remaining|the rest|in person|by post)\b",
    re.IGNORECASE,
)
# What becomes of the cases that are counted: answered, upheld, received digitally.
_OUTCOME = re.compile(r"\b\w+(?:ed|held|ly|met|paid|made|sent|kept|found|given|taken|lost|won|done|built)\b")
_SHARE_OF = re.compile(r"\s*(?:of|out of)\b")
_SHORT_STEM = 4


class Topic(StrEnum):
    """Whether a figure speaks of the measure."""

    SAME = "same"
    UNKNOWN = "unknown"
    OTHER = "other"


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its ending, so that "calls" and "callers" are one."""
    plain = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    for start, same in _ALIKE.items():
        if plain.startswith(start):
            return same
    for ending in (
        "ations",
        "ation",
        "ments",
        "ment",
        "ings",
        "ing",
        "ies",
        "ers",
        "er",
        "ed",
        "es",
        "s",
        "d",
        "e",
        "y",
    ):
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORT_STEM:
            return plain[: -len(ending)]
    return plain


def content(words: str) -> list[str]:
    """The stems of the words that say what is counted."""
    words = _OF_STAGE.sub("", words)
    return [stem(word) for word in _WORD.findall(words) if word.lower().replace("’", "'") not in _EMPTY]


def topic(sentence: str, place: tuple[int, int], name: str, others: list[tuple[int, int]]) -> Topic:
    """Whether the figure between two places speaks of the measure of that name; unknown where it has none.

    ``others`` are the places of the sentence's other figures. The words behind the figure decide: those of its noun
    first ("34% of complaints"), then the rest of the clause ("were upheld"). Where there are none, those before it do.
    """
    start, end = place
    if (name and is_other_stage(sentence, name)) or _is_elsewhere(sentence, name):
        return Topic.OTHER
    if name and is_opposite(sentence, end, name):
        return Topic.OTHER
    behind = sentence[end : min((one for one, _ in others if one >= end), default=len(sentence))]
    found = _ENDS.search(behind)
    clause = behind[: found.start()] if found else behind
    before = sentence[max((two for _, two in others if two <= start), default=0) : start]
    own = set(content(name))
    if not own:
        return Topic.SAME if _IS_FIGURE.search(before) and not content(clause) else Topic.UNKNOWN
    ahead = _strange(_last_clause(before), own)
    told = _by_words_behind(clause, name, own)
    is_sure = len(set(_familiar(clause, own))) > 1 and not _SHARE_OF.match(clause)  # "8,032 people helped"
    if told is Topic.SAME and ahead and not is_sure:
        return Topic.OTHER if len(ahead) > len(_familiar(_last_clause(before), own)) else Topic.UNKNOWN
    return told or _by_words_before(before, own)


def is_opposite(sentence: str, end: int, name: str) -> bool:
    """Whether the words behind the figure are the opposite of what is measured: late, not upheld, unanswered."""
    found = _OPPOSITE.search(re.split(r"[;,.]", sentence[end:])[0])
    return bool(found and not re.search(rf"\b{re.escape(found[0])}\b", name, re.IGNORECASE))


def tells_share(told: list[str], name: str) -> bool:
    """Whether the stems tell the share that is meant: "calls answered" do, "FOI requests" only what it is of."""
    outcomes = {one for word in _OUTCOME.findall(name) for one in content(word)}
    return len(set(told)) > 1 and bool(outcomes & set(told))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(stem(word) for word in _COMMON_WORDS.split())


def strangers(words: str, name: str) -> list[str]:
    """The stems of words that say what is counted and are not of the measure's name."""
    return _strange(words, set(content(name)))


def _strange(words: str, own: set[str]) -> list[str]:
    return [one for one in content(words) if one not in own and one not in CASES and one not in _common()]


def _familiar(words: str, own: set[str]) -> list[str]:
    return [one for one in content(words) if one in own]


def _by_words_behind(clause: str, name: str, own: set[str]) -> Topic | None:
    """What the words behind the figure tell, to the end of its clause; None where they tell nothing."""
    told = [one for one in content(clause) if one in own or (one not in CASES and one not in _common())]
    if not told:
        return None
    same = [one for one in told if one in own]
    strangers = len(_strange(clause, own))
    if not same or (_PART.search(clause) and not _PART.search(name)):
        return Topic.OTHER
    is_share = bool(_SHARE_OF.match(clause))
    is_noun = told[0] in own
    if is_noun and not is_share and strangers <= 1:
        return Topic.SAME
    if len(set(same)) > strangers:
        return Topic.SAME
    return Topic.OTHER if is_share and strangers else Topic.UNKNOWN


def _by_words_before(before: str, own: set[str]) -> Topic:
    """What the words before the figure tell, from the beginning of its clause."""
    if _PART.search(before):
        return Topic.UNKNOWN
    clause = _last_clause(before)
    same, strange = _familiar(clause, own), _strange(clause, own)
    if strange:
        return Topic.OTHER if len(strange) > len(same) else Topic.UNKNOWN
    return Topic.SAME if same or _IS_FIGURE.search(before) else Topic.UNKNOWN


def _last_clause(before: str) -> str:
    before = before.rstrip().rstrip(":=–—-(")  # "Upheld: 37%"
    stops = [found.end() for found in re.finditer(r"[;(]|[,:](?!\d)|\s(?:and|but|which|while|whilst)\s", before)]
    return before[stops[-1] :] if stops else before


def _is_elsewhere(sentence: str, name: str) -> bool:
    """Whether the sentence is about another place or body: "Trafford answered 89.4% of its requests"."""
    own = set(content(name))
    bodies = [found["body"] for found in _BODY.finditer(sentence)]
    subject = _BODY_FIRST.match(sentence)
    if subject and subject["body"].lower() not in _EMPTY and not _IDEA.search(subject["body"]):
        bodies.append(subject["body"])
    return any(not _OURS & set(body.split()) and not own & set(content(body)) for body in bodies)


def is_other_stage(sentence: str, name: str) -> bool:
    """Whether the sentence speaks of Stage 2 only, and the measure of Stage 1."""
    own, told = _stages(name), _stages(sentence)
    return bool(own and told and not own & told)


def _stages(text: str) -> set[str]:
    found = {(one["number"] or one["place"]).lower() for one in _STAGE.finditer(text)}
    return {_STAGES.get(one, one) for one in found}
