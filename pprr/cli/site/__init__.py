"""Commands about the site that readers are given."""
