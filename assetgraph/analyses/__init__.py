"""Analyses that Cypher alone cannot compute: pure functions that walk the graph by way of a function they are given."""

CERTAIN = 0.8
"""Edges from this confidence on are followed unless the caller asks for less."""
