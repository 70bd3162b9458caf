"""Politeness: what a host's robots.txt lets us do, and how soon it may be asked again; for every fetch, hop by hop."""
