"""What other programs hand over: invitations of calendars, and cards of address books."""
