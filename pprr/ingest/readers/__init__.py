"""Readers of received files: every cell as text, with guards that look before a library opens the file."""
