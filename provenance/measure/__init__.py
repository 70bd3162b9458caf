"""Measures: pure functions over what was derived or coded, each with its interval."""
