"""Suggests a mapping for a file that nobody has mapped yet."""
