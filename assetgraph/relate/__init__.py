"""Edges out of what ingest wrote, each with its grounds.

A package a kind of relation: its `relating.py` asks the graph and writes, the other modules tell, and are pure.
"""
