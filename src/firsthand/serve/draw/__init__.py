"""Charts drawn on the server as SVG: they need no script, print, and every sign is a link to the words it rests on."""
