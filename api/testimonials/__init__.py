"""Words about the candidate that may be quoted."""
