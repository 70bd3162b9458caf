"""Who said what: quotations, reported statements, their speakers. Pure functions over one frozen text."""
