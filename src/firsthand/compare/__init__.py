"""Many documents against each other: repeats folded, incidents grouped, figures side by side. Findings, never edits."""
