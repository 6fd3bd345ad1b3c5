"""The parts of the corporate report as a page shows them."""
