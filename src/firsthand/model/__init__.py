"""What Firsthand holds in its hands: documents, spans, and records about them.

A document never changes; a record is something said about a stretch of it. Import from the module
that defines a thing.
"""
