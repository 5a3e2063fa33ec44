"""The ground floor: files read into records, with the place of everything."""
