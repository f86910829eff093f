"""Many reports: read by many workers, kept in a store, picked up where a run was stopped."""
