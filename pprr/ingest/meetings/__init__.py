"""The files that run over years: committees, their meetings, and the actions that were asked for there."""
