"""Parses prose: sentences, figures, and how, of which period and of which measure each is said."""
