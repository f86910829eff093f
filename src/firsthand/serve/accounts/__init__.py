"""People, their sessions and tokens: needed as soon as the app can be reached from another machine."""
