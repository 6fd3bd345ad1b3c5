"""What a period's data want before they can be published: its queries, where they stand, and what is decided."""
