"""The forms of scenes and comps, taken apart for their readers: languages, blocks, rules of paths and outputs."""
