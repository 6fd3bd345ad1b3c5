"""The analysts' words: notebooks that are read and completed, and never overwritten."""
