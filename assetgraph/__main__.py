"""`python -m assetgraph` is the command line."""

from assetgraph.cli import main

main()
