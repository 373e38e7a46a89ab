"""The account itself, and the tokens that open it."""
