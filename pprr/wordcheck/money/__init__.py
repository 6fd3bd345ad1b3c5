"""Ties amounts of money in prose to the report's amounts, and holds words about money against signs."""
