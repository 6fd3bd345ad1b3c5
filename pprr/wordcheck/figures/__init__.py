"""Ties the figures of measures in prose to the row that they speak of."""
