"""Git blame for the news: where an article came from, and who actually said what is in it."""

__version__ = "0.1.0"
