"""The covering paper: what a committee is asked to do with the reports that it takes."""
