"""How much of what assetgraph says about media is right, on files whose every parameter is known."""
