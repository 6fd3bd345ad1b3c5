"""The Portfolio Agreement as a document: what the year is measured against, to be scrutinised and approved."""
