"""A measure as a report has it: its register entry, its figures, and every verdict on them."""
