"""The corporate report: all portfolios of a period together, for Cabinet."""
