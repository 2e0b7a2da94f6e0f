"""All that is on record as files: a calendar, a spreadsheet."""
