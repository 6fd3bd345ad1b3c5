"""A measure's card: its verdict, figures and words, its series, its comparison, and their charts."""
