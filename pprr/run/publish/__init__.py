"""Publishes an executed notebook: page, downloads, and all files put in place together."""
