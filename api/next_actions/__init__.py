"""What to do next: rows and dossiers become facts, the policy decides, and the decision becomes an answer."""
