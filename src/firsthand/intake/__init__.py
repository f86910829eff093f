"""From a file, a stream or an address to a document, whose text is fixed once.

The room of reading; it is called `intake` because `firsthand.read` is the function that users call.
"""
