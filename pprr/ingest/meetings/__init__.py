"""What runs over years: committees, their meetings, and the actions that were asked for there."""
