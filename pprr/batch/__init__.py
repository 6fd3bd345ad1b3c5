"""What a run is of: the reports that are asked for, what each rests on, and which of them are to be made."""
