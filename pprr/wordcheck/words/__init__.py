"""Holds words that say something of figures (rose, all, highest, below target) against the data."""
