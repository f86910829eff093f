"""The room `attribute`: who says what, on whose word."""
