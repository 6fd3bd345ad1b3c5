"""The parts of a covering paper as a page shows them."""
