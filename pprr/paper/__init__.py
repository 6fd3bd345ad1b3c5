"""Pages that stand in reports/ as PDF and Word: beside the downloads, outside hashes and what is up to date."""
