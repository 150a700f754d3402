"""Draws the app's icons: a certificate seal with a keyhole and a crack.

`.venv/bin/python -m scripts.icons` rewrites static/*.png. The pictures are committed; only a new design needs this.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from scripts import ROOT

STATIC = ROOT / "static"

Point = tuple[float, float]
Colour = tuple[int, int, int, int]

CLEAR: Colour = (0, 0, 0, 0)
NAVY: Colour = (23, 37, 63, 255)
WHITE: Colour = (255, 255, 255, 255)

# Everything is drawn this much larger and then scaled down, which gives smooth edges.
FINE = 16
SCALLOPS = 14


class Palette(NamedTuple):
    """The colours of one rendering of the seal."""

    seal: Colour
    ring: Colour
    ribbon: Colour
    keyhole: Colour


COLOUR = Palette(seal=(242, 169, 0, 255), ring=(255, 214, 102, 255), ribbon=(200, 62, 52, 255), keyhole=NAVY)
MONOCHROME = Palette(seal=WHITE, ring=WHITE, ribbon=(255, 255, 255, 190), keyhole=CLEAR)


def around(centre: Point, radius: float, degrees: float) -> Point:
    """Return the point at that angle, with 0 upwards and clockwise."""
    angle = math.radians(degrees)
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def disc(draw: ImageDraw.ImageDraw, centre: Point, radius: float, colour: Colour) -> None:
    """Fill a circle."""
    (x, y), r = centre, radius
    draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)


def seal(size: int, palette: Palette) -> Image.Image:
    """Draw the mark on a transparent square."""
    side = size * FINE
    image = Image.new("RGBA", (side, side), CLEAR)
    draw = ImageDraw.Draw(image)
    centre = (side * 0.5, side * 0.44)
    radius = side * 0.34

    for lean in (-1, 1):  # two ribbons, each with a notch at its end
        left, right = around(centre, radius, 180 - lean * 52), around(centre, radius * 0.5, 180 - lean * 4)
        drop = (lean * side * 0.06, side * 0.37)
        tail = [(left[0] + drop[0], left[1] + drop[1] * 0.72), (right[0] + drop[0], right[1] + drop[1] * 0.9)]
        notch = ((tail[0][0] + tail[1][0]) / 2, (tail[0][1] + tail[1][1]) / 2 - side * 0.09)
        draw.polygon([left, right, tail[1], notch, tail[0]], fill=palette.ribbon)

    for scallop in range(SCALLOPS):
        disc(draw, around(centre, radius, scallop * 360 / SCALLOPS), side * 0.085, palette.seal)
    disc(draw, centre, radius * 1.03, palette.seal)
    if palette.ring != palette.seal:
        disc(draw, centre, radius * 0.86, palette.ring)
        disc(draw, centre, radius * 0.74, palette.seal)

    crack = [(1.5, 32), (1.02, 45), (0.92, 28), (0.62, 50), (0.50, 24), (0.20, 30)]
    width = [0.13, 0.11, 0.10, 0.085, 0.07, 0.05]
    points = [around(centre, radius * reach, degrees) for reach, degrees in crack]
    for start, end, thickness in zip(points, points[1:], width):
        draw.line([start, end], fill=CLEAR, width=round(radius * thickness))
    for point, thickness in zip(points, width):
        disc(draw, point, radius * thickness / 2, CLEAR)

    disc(draw, (centre[0], centre[1] - radius * 0.16), radius * 0.26, palette.keyhole)
    foot = centre[1] + radius * 0.48
    draw.polygon(
        [
            (centre[0] - radius * 0.11, centre[1]),
            (centre[0] + radius * 0.11, centre[1]),
            (centre[0] + radius * 0.24, foot),
            (centre[0] - radius * 0.24, foot),
        ],
        fill=palette.keyhole,
    )
    return image.resize((size, size), Image.Resampling.LANCZOS)


def tile(size: int) -> Image.Image:
    """Draw the mark in white on a dark tile, which shows on any background."""
    side = size * FINE
    image = Image.new("RGBA", (side, side), CLEAR)
    ImageDraw.Draw(image).rounded_rectangle((0, 0, side - 1, side - 1), radius=side * 0.18, fill=NAVY)
    image = image.resize((size, size), Image.Resampling.LANCZOS)
    mark = seal(round(size * 0.84), MONOCHROME)
    image.alpha_composite(mark, ((size - mark.width) // 2, (size - mark.height) // 2))
    return image


def logo(height: int) -> Image.Image:
    """Draw the mark and the name, for the dark bar of an app."""
    image = Image.new("RGBA", (height * 4, height), CLEAR)
    image.alpha_composite(seal(height, COLOUR))
    font = ImageFont.load_default(size=height * 0.45)
    ImageDraw.Draw(image).text((height * 1.04, height * 0.47), "codesignrisk", font=font, fill=WHITE, anchor="lm")
    return image


def main() -> None:
    """Write every size that Splunk takes."""
    for suffix, scale in (("", 1), ("_2x", 2)):
        seal(36 * scale, COLOUR).save(STATIC / f"appIcon{suffix}.png", optimize=True)
        tile(36 * scale).save(STATIC / f"appIconAlt{suffix}.png", optimize=True)
        logo(40 * scale).save(STATIC / f"appLogo{suffix}.png", optimize=True)


if __name__ == "__main__":
    main()
