"""Hashes that packing lists and hash lists tell of files, kept beside those that we take ourselves."""
