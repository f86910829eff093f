"""From a file, a stream or an address to a document, whose text is fixed once."""
