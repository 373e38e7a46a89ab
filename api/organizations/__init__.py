"""Organizations: the employers, with what decides how and when they may be approached."""
