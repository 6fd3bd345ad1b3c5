"""The site that readers see: what is published of the reports, in versions, whole or not at all."""
