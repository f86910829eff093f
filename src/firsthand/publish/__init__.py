"""What leaves: terminal, JSON, HTML, CSV, Web Annotation."""
