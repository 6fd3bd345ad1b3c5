"""The rules of the year as pure functions: tables in, tables out; no files, no pages."""
