"""The parts of a Portfolio Agreement as a page shows them."""
