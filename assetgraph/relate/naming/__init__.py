"""Words that people and programs use in names of files and folders, and what a name is without them. Pure."""
