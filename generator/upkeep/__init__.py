"""What keeps a convention alive once it is signed: reminders, calendars, letters."""
