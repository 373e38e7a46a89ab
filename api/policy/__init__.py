"""The policy: pure, of the standard library alone. Facts in, decisions out."""
