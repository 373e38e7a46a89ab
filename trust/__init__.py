"""Trials of the service as it runs: what it acknowledged is kept, and nobody gets at another's. `make trust`."""
