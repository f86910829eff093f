"""The trained reader: one small network that marks who says what, names, times, figures, events and grammar.

Import from the modules: `firsthand.reader.reader.Reader`, `firsthand.reader.paragraphs.Paragraph`.
"""
