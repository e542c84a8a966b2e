"""A backup of everything in one file, and its way back into an empty installation."""
