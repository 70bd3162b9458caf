"""Looking after what is kept: verify, forget, back up."""
