"""Figures as sources state them, what they are held against, and how they are rounded."""
