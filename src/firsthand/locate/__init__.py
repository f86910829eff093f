"""Places: toponyms put on the map, with their doubt."""
