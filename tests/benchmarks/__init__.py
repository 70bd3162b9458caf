"""Measurements. Plain scripts that print figures; nothing here is asserted in a test."""
