"""Figures in prose, tied to the rows they speak of."""
