"""Where projects begin in a tree of folders, and which project, sequence and shot each folder belongs to."""
