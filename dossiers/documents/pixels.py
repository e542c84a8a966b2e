"""The size that the header of an image claims, without opening the image.

A few bytes can claim 30,000 x 30,000 pixels and fill the memory of whoever opens them. Each function gets a
file that can seek and returns (width, height) in pixels, or None when there is no such header.
"""

import re

# The segments of a JPEG that hold its size; C4, C8 and CC lie between them and mean something else.
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
ALONE = {0x01, *range(0xD0, 0xD9)}
MOST_SEGMENTS = 1000
HEIF_HEAD = 512 * 1024
# The box "ispe": version and flags, then width and height; a picture in tiles has more than one.
HEIF_SIZE = re.compile(rb"ispe....(....)(....)", re.DOTALL)


def _at(file, place: int, length: int) -> bytes:
    file.seek(place)
    return file.read(length)


def png(file) -> tuple[int, int] | None:
    head = _at(file, 0, 24)
    return _pair(head[16:24], 4, "big") if head[12:16] == b"IHDR" and len(head) == 24 else None


def gif(file) -> tuple[int, int] | None:
    head = _at(file, 6, 4)
    return _pair(head, 2, "little") if len(head) == 4 else None


def jpeg(file) -> tuple[int, int] | None:
    place = 2
    for _ in range(MOST_SEGMENTS):
        head = _at(file, place, 9)
        if len(head) < 9 or head[0] != 0xFF:
            return None
        if head[1] in FRAMES:
            height, width = _pair(head[5:9], 2, "big")
            return width, height
        place += _step(head)
    return None


def _step(head: bytes) -> int:
    """How far the next marker is: FF may be repeated as filling, and some markers stand alone."""
    if head[1] == 0xFF:
        return 1
    return 2 if head[1] in ALONE else 2 + max(2, int.from_bytes(head[2:4], "big"))


def webp(file) -> tuple[int, int] | None:
    head = _at(file, 12, 18)
    read = WEBP.get(head[:4])
    return read(head[8:]) if read and len(head) == 18 else None


def _webp_lossy(frame: bytes) -> tuple[int, int] | None:
    if frame[3:6] != b"\x9d\x01\x2a":
        return None
    width, height = _pair(frame[6:10], 2, "little")
    return width & 0x3FFF, height & 0x3FFF


def _webp_lossless(frame: bytes) -> tuple[int, int] | None:
    bits = int.from_bytes(frame[1:5], "little")
    return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1) if frame[0] == 0x2F else None


def _webp_extended(frame: bytes) -> tuple[int, int]:
    width, height = _pair(frame[4:10], 3, "little")
    return width + 1, height + 1


WEBP = {b"VP8 ": _webp_lossy, b"VP8L": _webp_lossless, b"VP8X": _webp_extended}


def heif(file) -> tuple[int, int] | None:
    sizes = [_pair(width + height, 4, "big") for width, height in HEIF_SIZE.findall(_at(file, 0, HEIF_HEAD))]
    return max(sizes, key=lambda size: size[0] * size[1], default=None)


def _pair(both: bytes, length: int, order) -> tuple[int, int]:
    return int.from_bytes(both[:length], order), int.from_bytes(both[length : 2 * length], order)
