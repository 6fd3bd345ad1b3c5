"""The closed list of the words that say which way a figure went, and of a target's names, as parts of patterns."""

# None of these says which way: made up, set up, down to.
_NOT_UP = "".join(
    f"(?<!{word} )"
    for word in ("made", "make", "makes", "making", "took", "set", "signed", "follow", "followed", "opened", "opening")
)
UP = (
    r"ris(?:e|en|es|ing)|rose|increas(?:e|es|ed|ing)|gr(?:ew|own|ow|ows|owing)|growth|climb(?:ed|s|ing)?"
    r"|on the rise|doubled|trebled|tripled|quadrupled|soar(?:ed|ing)|jump(?:ed|ing)|surg(?:ed|ing)"
    rf"|leap(?:t|ed|s)?|climbing|swell(?:ed|s)|swollen|rocketed|lengthened|mounted|expand(?:ed|s|ing)|{_NOT_UP}up|higher"
)
DOWN = (
    r"f[ae]ll(?:en|s|ing)?|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|reduc(?:e|es|ed|ing|tion)|decreas(?:e|es|ed|ing)"
    r"|eas(?:ed|es|ing)|shortened|ebb(?:ed|ing)|reced(?:ed|ing)|declining|sunk|dwindled"
    r"|dip(?:s|ped|ping)?|shr(?:ank|unk|inks?|inking)|slid|sank|tumbled|plunged|slump(?:ed|ing)|ebbed|halved|down|lower"
)
GOOD = r"improv(?:e|es|ed|ing|ement)|better|recover(?:ed|ing)|strengthen(?:ed|ing)|stronger|quicker|faster|healthier"
POOR = (
    r"poorer|gone backwards|went backwards|wors(?:e|en|ens|ened|ening)"
    r"|deteriorat(?:e|es|ed|ing|ion)|slip(?:s|ped|ping)?|weaken(?:ed|ing)|weaker|slower|regressed|suffered"
)
TARGET = r"targets?|goals?|ambitions?|aims?"  # what a measure is to reach
_WE = r"(?:we|it|the (?:council|service|team)) (?:had |have |were |was )?(?:first )?"
_HOPED = r"(?:aim|hop|want|plan|look|striv)(?:ed|ing|e|n?ed|n?ing)|sought|seeking|meant|intended|set out"
_TO = r"(?:for|at|to (?:see|reach|achieve|get|recruit|help|attract|have|do|welcome|answer|deliver|meet))"
# "the 45 that we were aiming for", "the 5,000 that we set out to reach", "asked of it"
HOPED_FOR = (
    rf"(?:that )?(?:{_WE})?(?:{_HOPED}) {_TO}"
    rf"|(?:that )?{_WE}(?:wanted|hoped|sought|planned|aimed|set (?:ourselves|itself|themselves))"
    r"|(?:that )?(?:was |were |is |had been )?(?:asked (?:for|of (?:us|it|them))|required"
    r"|expected of (?:us|it)|set for us)"
)
SAME = (
    r"stable|unchanged|no (?:real |significant |overall )?change|steady|static|the same|flat|level|did not change"
    r"|has not changed|stayed (?:where it was|put)|not changed|constant|maintained|held firm"
)
