"""Job searches that were kept elsewhere: tables of other trackers and of plain spreadsheets, row by row."""
