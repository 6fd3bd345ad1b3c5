"""Drafts the section of ``sources.toml`` for one table: what its file proves, and what answers make of the rest."""
