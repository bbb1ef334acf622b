"""How many of the relations that assetgraph tells are right, and how many that there are it tells."""
