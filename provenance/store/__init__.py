"""Rows: the only room that knows SQLAlchemy and Alembic. The way in is `store.library.Library`."""
