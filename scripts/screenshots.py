"""Takes the pictures of the guides: the dashboards over the scenario's day, as the package has them."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from lab.dashboards import browser, bundle, picture, scenario, serving
from scripts import ROOT

IMAGES = ROOT / "docs" / "images"
# Picture -> the page it is of, and how much of it is shown, in pixels.
SHOTS = {
    "overview": ("overview", 1180),
    "investigate": ("investigate?form.host=ws-0142.corp.example", 1180),
    "tune": ("tune", 1180),
    "start": ("start", 1180),
    "help": ("help", 1180),
}
_COLOURS = 128


def small(png: bytes, height: int) -> bytes:
    """The upper part of a picture with a palette, which is a third of the size."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    part = image.crop((0, 0, image.width, min(height, image.height)))
    packed = io.BytesIO()
    part.quantize(_COLOURS).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def main() -> int:
    """Write docs/images/*.png. Returns the exit status."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        app = scenario.stage_site(Path(folder) / "codesignrisk")
        shot = Path(folder) / "shot.png"
        try:
            with (
                serving.serve(scenario.a_day(), scenario.NOW.timestamp(), app) as address,
                browser.chromium() as chromium,
            ):
                for name, (page, height) in SHOTS.items():
                    picture.take(picture.open_page(chromium, f"{address}/en-US/app/codesignrisk/{page}"), shot)
                    target = IMAGES / f"{name}.png"
                    target.write_bytes(small(shot.read_bytes(), height))
                    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1024:.0f} KiB")
        except (bundle.BundleError, browser.NoBrowserError) as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
