"""Passages: headline, paragraphs, sentences, quotations."""
