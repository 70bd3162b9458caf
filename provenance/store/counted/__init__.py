"""What follows from all edges and judgements together, kept in tables so that a report need not put it together anew."""
