"""Claims: statements tied to the events and figures in them."""
