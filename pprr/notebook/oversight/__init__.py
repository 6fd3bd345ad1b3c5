"""The parts of a view and of a performance update as a page shows them."""
