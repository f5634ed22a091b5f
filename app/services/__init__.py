"""What the program can do: functions on a permit, typed drafts in, typed results out."""
