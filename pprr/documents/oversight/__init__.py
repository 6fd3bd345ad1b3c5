"""The documents of oversight: a view of measures with its sign-off, and the performance update of a directorate."""
