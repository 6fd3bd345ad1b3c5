"""Sums and doubts of money: outturn, services, savings, virements."""
