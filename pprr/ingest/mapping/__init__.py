"""Mapping of a received file to records, as ``sources.toml`` lays it out."""
