"""DCP and IMF packages: what asset maps make of their folders, and which package supplements which."""
