"""The policy itself, to be read: its rules, their sources and its figures."""
