"""From readings to the form that each official scorer documents; conventions of a gold set live here or in the rooms."""
