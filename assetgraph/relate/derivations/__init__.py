"""What was made from what: by conventions of folders and names, or by the ladder of what media tell."""
