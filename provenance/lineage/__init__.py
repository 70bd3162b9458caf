"""Where a text came from: chains, their ends, what does not fit, and on which terms. Pure functions."""
