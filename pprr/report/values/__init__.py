"""Values of a report, each under a name of its own, as printed."""
