"""Everything an account knows, as one document."""
