"""Text reuse in the database: classes of equal texts, their fingerprints, boilerplate, matches."""
