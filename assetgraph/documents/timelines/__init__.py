"""The forms of timelines, taken apart for their readers: lines, elements and objects, and how clips lie on tracks."""
