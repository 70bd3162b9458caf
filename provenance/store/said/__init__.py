"""What was said: statements of articles as they are read now, and the same statement across articles."""
