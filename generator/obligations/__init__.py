"""Dated duties, computed once for rules, pages and calendars."""
