"""Camera cards: the folders and names of each maker, and the clips on a card, whose files are one recording."""
