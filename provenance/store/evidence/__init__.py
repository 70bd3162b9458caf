"""The bytes themselves, beside the database: kept before the rows that name them."""
