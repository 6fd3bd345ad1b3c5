"""The colours of charts, and the names by which the style sheet fills them."""

INK, MUTED, RULE = "#1d2428", "#56626b", "#c9cfd4"
ACCENT, EARLIER, WORSE = "#12436D", "#728fab", "#a8480a"
BEYOND, MARGIN, MET = "#c6ced4", "#dde3e7", "#eef1f3"  # of what is beyond the margin, within it, on target
PAPER = "#ffffff"
NAMED = {"ink": INK, "muted": MUTED, "rule": RULE, "accent": ACCENT, "earlier": EARLIER, "worse": WORSE}
NAMED |= {"beyond": BEYOND, "margin": MARGIN, "met": MET, "paper": PAPER}
