"""Language data, gazetteer and actor registry, as files and the code that opens them."""
