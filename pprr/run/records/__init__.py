"""Records of runs and of pages: the run record, its summary and log, and the index of all reports."""
