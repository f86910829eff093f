"""Five-fold linear models beside the rules, for comparison only."""
