"""Drafts: the words for an action, from the debrief's own facts."""
