"""How well Firsthand reads: predictions on gold sets, official scorers, pinned floors."""
