"""Fixtures/scans: some of Fixtures/resumes as a scanner or a fax hands them over. The truth of each is that of the resume."""
import io
import subprocess
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageFilter

# Of which resume, as what, pixels to the inch, by how many degrees askew.
CASES = [
    ("ewan-macgillivray", "pdf", 200, 2.0),
    ("tobias-leitner", "png", 200, 0.0),
    ("marcus-okonjo-hale", "pdf", 170, -0.7),
    ("priyanka-venkataraman", "tif", 200, 0.0),
    ("aoife-brennan", "jpg", 200, 180.0),
]


def drawn(resume, dpi):
    """The pages of a PDF, grey."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-png", str(resume), f"{folder}/page"], check=True)
        return [Image.open(page).copy() for page in sorted(Path(folder).glob("page*.png"))]


def scan(resume, kind, dpi, angle):
    pages = [page.rotate(angle, fillcolor=250, resample=Image.BICUBIC) for page in drawn(resume, dpi)]
    result = io.BytesIO()
    if kind == "tif":  # a fax: black and white
        pages = [page.point(lambda grey: 255 if grey > 150 else 0).convert("1") for page in pages]
        pages[0].save(result, "TIFF", save_all=True, append_images=pages[1:], compression="group4", dpi=(dpi, dpi))
        return result.getvalue()
    pages = [page.filter(ImageFilter.GaussianBlur(0.5)) for page in pages]
    if kind == "pdf":
        # No clock in the file.
        day = time.strptime("2025-06-15", "%Y-%m-%d")
        pages[0].save(result, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=60, creationDate=day, modDate=day)
    elif kind == "jpg":
        pages[0].save(result, "JPEG", quality=60)
    else:
        pages[0].quantize(8).save(result, "PNG", optimize=True)
    return result.getvalue()


def files(resumes):
    return {f"{name}.{kind}": scan(resumes / f"{name}.pdf", kind, dpi, angle) for name, kind, dpi, angle in CASES}
