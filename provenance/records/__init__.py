"""The shelf: frozen records that the rooms hand on, one file a noun."""
