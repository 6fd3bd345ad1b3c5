"""Raw extracts and their dirt: from files as received to typed tables with their provenance."""
