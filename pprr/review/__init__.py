"""The review of a period's data before they can be published: its queries, where they stand, and what is decided."""
