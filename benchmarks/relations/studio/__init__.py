"""A studio that does not exist, on disk: real files, and the truth about them. Knows nothing of assetgraph."""
