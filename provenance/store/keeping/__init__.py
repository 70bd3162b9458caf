"""Writing rows: articles, chains, outlets, collections. Everything done twice is done once."""
