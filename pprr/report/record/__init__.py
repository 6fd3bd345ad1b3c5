"""The record of a report: its figures as plain data, the downloads' tables, and what an approval is bound to."""
