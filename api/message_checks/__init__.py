"""A message checked before it goes."""
