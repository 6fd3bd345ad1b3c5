"""The cells of workbooks as their sheets show them: formats, runs, merges, comments."""
