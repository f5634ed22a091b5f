"""Files in and out: the only room that knows spreadsheets."""
