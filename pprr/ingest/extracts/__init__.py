"""The extracts of a period: figures of measures, series, comparators and money."""
