"""The tools of an analyst for figures in a notebook: tables of a whole period, and the rules applied to a table."""
