"""Made worlds: outlets with known rates of copying, crediting, renaming and dropping speakers, and what they publish.

`made` is in memory, as rows that measures take; `writing` puts a world into a database; run as a module it makes
one for a demonstration.
"""
