"""IMF and DCP packages: what their maps, packing lists and playlists say, and what of it lies in the folder.

    model.py      what a package is
    elements.py   ids, numbers, rates and paths as these documents write them
    lists.py      ASSETMAP, PKL, VOLINDEX
    playlists.py  CPL, OPL
    reading.py    a folder -> Package
    checking.py   sizes and hashes, when somebody asks

IMF (SMPTE ST 2067) and DCP (ST 429, and Interop before it) share the documents; their name spaces are many and
carry nothing that the local names do not.
"""
