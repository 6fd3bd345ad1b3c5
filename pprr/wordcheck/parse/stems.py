"""Reduces words to stems that say what is counted; the closed lists of words that say nothing of it."""

import re
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
    jump surge decrease improvement deterioration profiled profile agreed numbers
"""
EMPTY = frozenset(_EMPTY_WORDS.split())
# What a sentence may call any case that a measure counts.
_CASE_WORDS = """
    case cases item items ones them those these people customers service services
"""
CASES = frozenset(_CASE_WORDS.split())
# Words that go with any measure: no strangers to it, though they may be part of its name.
_COMMON_WORDS = """
    slight slightly long short unusual unusually exceptional temporary going goes give gives gave given send sends
    sent sending show arrive arrived put keep keeps kept find finds found spend spent try tries tried
    run runs ran running turn turned turns hold holds held meet meeting win won feel felt look looks
    looked like liked hope hopes hoped expect expects expected agree agreed ask asks become believe benefit
    benefited bring build built carry carried cause caused change changed changes choose chose chosen come continue
    continued continues cope coped depend depends drive driven drove ensure ensured explain explains explained fail
    failed fails follow followed gain gained gains get grow happen happened happens help introduce introduced join
    joined joins know knew known lead led learned let lie maintain maintained manage mean miss pass passed passes
    plan planned prepare prepared produce produced pull push raise raised reduce reflect reflects reflected say
    secure secured seek sell serve set slow slowed stay stayed stays struggle struggled suggest sustain sustained
    take tell think total touch track understand undertake undertaken want wrote good great strong weak busy quiet
    early late new old big small main key full whole major minor real true right wrong usual normal steady poor fair
    easy difficult hard successful effective excellent disappointing encouraging pleasing welcome notable
    significant sizeable healthy modest record solid robust commendable positive negative remarkable impressive
    better worse best worst high low higher lower top bottom always often sometimes usually rarely never soon later
    again away back forward together apart instead moreover therefore thus hence meanwhile nonetheless nevertheless
    overall altogether broadly largely comfortably easily nearly hardly barely marginally significantly
    substantially sharply steeply steadily gradually quickly slowly clearly simply merely exactly roughly precisely
    inside outside beside besides despite without per via along round beyond throughout including alongside month
    months week weeks day days today tomorrow yesterday summer autumn winter spring season morning evening annual
    annually yearly quarterly monthly weekly date deadline limit finish middle half everyone everybody anyone nobody
    somebody everything something anything nothing whoever whichever thing things way ways part parts side sides
    area areas number kind kinds sort sorts type types bit lot colleague colleagues officer officers manager
    managers pandemic lockdown covid pressure pressures demand capacity effort efforts progress success
    reason reasons result outcome outcomes level mark threshold benchmark ambition aim goal objective standard
    expectation improvement improvements deterioration recovery dip spike peak trough trend pattern story picture
    basis thanks credit tribute news surprise hundred thousand million
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
    "fault": "upheld",
    "founded": "upheld",
}
_OF_STAGE = re.compile(r"\b(?:first|second|third)-(?=stage\b)", re.IGNORECASE)
_IN_TIME = re.compile(
    r"\b(?:on|in) time\b"
    r"|\bwithin (?:the )?(?:\w+ )?(?:working |calendar )?(?:days?|weeks?|months?|deadlines?|timescales?)\b",
    re.IGNORECASE,
)
_SHORT_STEM = 4
_ENDINGS = [
    "ations",
    "ation",
    "ions",
    "ion",
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
]


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its ending, so that "calls" and "callers" are one."""
    plain = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    for start, same in _ALIKE.items():
        if plain.startswith(start):
            return same
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORT_STEM:
            return plain[: -len(ending)]
    return plain


def content(words: str) -> list[str]:
    """The stems of the words that say what is counted."""
    words = _IN_TIME.sub(" timely ", _OF_STAGE.sub("", words))
    return [stem(word) for word in _WORD.findall(words) if word.lower().replace("’", "'") not in EMPTY]


def is_telling(word: str) -> bool:
    """Whether a stem says what is counted, and is no word that goes with any measure or case."""
    return word not in CASES and word not in common()


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """The stems of the words that go with any measure."""
    return frozenset(stem(word) for word in _COMMON_WORDS.split())
