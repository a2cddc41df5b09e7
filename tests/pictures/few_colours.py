"""Makes a picture smaller: in 256 colours, those that it has most of as they are and the others as near as can be."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

COMMON, SPREAD = 160, 96
"""How many colours are kept because there is most of them, and how many to come near all others."""
AT_ONCE = 20_000


def in_few_colours(image: Image.Image) -> Image.Image:
    """The same picture with a palette. Pillow's own way there changes also the colours of large even parts."""
    pixels = np.asarray(image.convert("RGB"), np.int32)
    numbers = (pixels @ np.array([65536, 256, 1])).ravel()
    found, which, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    colours = np.stack([found >> 16, (found >> 8) & 255, found & 255], axis=1)
    common = colours[np.argsort(-counts, kind="stable")[:COMMON]]
    spread = np.array(image.quantize(SPREAD, method=Image.Quantize.FASTOCTREE).getpalette()).reshape(-1, 3)[:SPREAD]
    palette = np.concatenate([common, spread])
    drawn = Image.fromarray(_nearest(colours, palette)[which].reshape(pixels.shape[:2]), "P")
    drawn.putpalette(palette.astype(np.uint8).tobytes())
    return drawn


def _nearest(colours: NDArray[np.int32], palette: NDArray[np.int32]) -> NDArray[np.uint8]:
    """The place in the palette of the colour nearest to each."""
    found = []
    for start in range(0, len(colours), AT_ONCE):
        apart = colours[start : start + AT_ONCE, None, :] - palette[None, :, :]
        found.append((apart**2).sum(axis=2).argmin(axis=1))
    return np.concatenate(found).astype(np.uint8)
