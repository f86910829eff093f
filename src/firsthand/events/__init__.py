"""Events: what is said to have happened, by whom, and how sure."""
