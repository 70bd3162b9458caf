"""SQL that people write: one reading statement, with no right to change anything, within bounds."""
