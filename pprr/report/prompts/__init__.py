"""Prompts for the writer: what is wanted of an entry, and a first sentence for it."""
