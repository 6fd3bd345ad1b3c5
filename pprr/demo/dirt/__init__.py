"""Faults planted into copies of the made-up council, each written down with what is expected of whoever reads it."""
