"""The ledger: millions of lines summed to each portfolio's outturn, exact to the penny."""
