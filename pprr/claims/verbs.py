"""The closed list of the words that say which way a figure went, and of a target's names, as parts of patterns."""

UP = (
    r"ris(?:e|en|es|ing)|rose|increas(?:e|es|ed|ing)|gr(?:ew|own|ow|ows|owing)|growth|climb(?:ed|s|ing)?"
    r"|on the rise|doubled|trebled|tripled|quadrupled|soar(?:ed|ing)|jump(?:ed|ing)|surg(?:ed|ing)"
    r"|(?<!made )(?<!make )(?<!makes )(?<!making )(?<!took )(?<!set )(?<!signed )(?<!follow )(?<!followed )up|higher"
)
DOWN = (
    r"f[ae]ll(?:en|s|ing)?|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|reduc(?:e|es|ed|ing|tion)|decreas(?:e|es|ed|ing)"
    r"|dip(?:s|ped|ping)?|shr(?:ank|unk|inks?|inking)|slid|sank|tumbled|plunged|slump(?:ed|ing)|ebbed|halved|down|lower"
)
GOOD = r"improv(?:e|es|ed|ing|ement)|better|recover(?:ed|ing)|strengthen(?:ed|ing)"
POOR = (
    r"poorer|gone backwards|went backwards|wors(?:e|en|ens|ened|ening)"
    r"|deteriorat(?:e|es|ed|ing|ion)|slip(?:s|ped|ping)?|weaken(?:ed|ing)"
)
TARGET = r"targets?|goals?"  # what a measure is to reach
SAME = (
    r"stable|unchanged|no (?:real |significant |overall )?change|steady|static|the same|flat|level|did not change"
    r"|has not changed|stayed (?:where it was|put)|not changed|constant"
)
