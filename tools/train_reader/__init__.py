"""From gold to the released reader in one command: `python -m train_reader --help`."""
