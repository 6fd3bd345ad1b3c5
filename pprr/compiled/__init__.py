"""What templates and patterns compile to, kept from one process to the next where Python keeps compiled modules."""
