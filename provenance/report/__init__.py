"""A person reads it: readings and traces as text, drawings and pages. Pure functions of records."""
