"""The year's Portfolio Agreement: register, targets, budget, and the year after it."""
