"""Holds what a sentence claims of a named period, of a target or of a colour against the item's own values."""
