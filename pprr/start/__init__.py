"""Begins what is new: a project from its received files, and the next period from the one before."""
