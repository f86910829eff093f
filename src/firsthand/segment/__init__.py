"""The room `segment`: how a report is laid out."""
