"""The calendar that programs subscribe to: actions and interviews as iCalendar, and its secret address."""
