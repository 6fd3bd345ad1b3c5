"""Reads and writes the files of notebooks: what each cell holds, whose words those are, and a file saved whole."""
