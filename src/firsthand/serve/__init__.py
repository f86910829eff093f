"""The web app: what the store knows, seen in a minute, checked in a click, shared by a link.

Pages and API over `store.Store` and `compare.desk.Desk`; nothing here knows a database except the `serve_*`
tables of accounts. Needs the extra `firsthand[serve]`.
"""
