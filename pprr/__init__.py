"""Portfolio Performance and Resources Reports: raw extracts in, accessible pages out."""
