"""The plan of a run: the reports that are asked for, what each rests on, and which are to be made."""
