"""People at an employer, and referees."""
