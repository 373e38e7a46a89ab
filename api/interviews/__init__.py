"""Interviews, the people in them, and their debriefs."""
