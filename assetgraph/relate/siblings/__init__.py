"""What files of a folder are to each other: sidecars of what they describe, and versions of one thing."""
