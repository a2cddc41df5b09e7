"""Maps of our own invention, the gallery that is drawn from them, and how the pictures looked before."""
