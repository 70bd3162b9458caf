"""Reports as pages that stand alone: no scripts, nothing to load, made to be read and printed."""
