"""Whether the service is there, for operators."""
