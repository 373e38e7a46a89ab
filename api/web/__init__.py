"""The vocabulary of HTTP: it knows no feature."""
