"""What is different between two periods, or two versions of a report: told from their records alone."""

from pprr.changes.change import Change, ChangeKind, Changes
from pprr.changes.compare import changes_between

__all__ = ["Change", "ChangeKind", "Changes", "changes_between"]
