"""The night: which pages there are, fetched politely and kept as `add` keeps them. A door, above the library."""
