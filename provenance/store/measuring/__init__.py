"""What measures count, read from the database by few queries that each look at whole sets."""
