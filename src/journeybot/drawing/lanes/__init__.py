"""The lanes of the picture, each in a module of its own: `draw(sheet, page, top)` returns where the lane ends."""
