"""Files that hold other files: archives, mailboxes, web archives, lines of JSON. Read as a stream, unpacked nowhere.

Nothing is written to disk and no link is followed, so a name inside an archive is a label and never a place.
"""
