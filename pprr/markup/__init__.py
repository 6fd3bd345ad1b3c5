"""The Markdown of a writer's words: how it is parsed, what of it a page shows, and what would be shown otherwise."""
