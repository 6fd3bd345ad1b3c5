"""What an analyst asks of figures in a notebook: tables of a whole period, and the rules applied to a table."""
