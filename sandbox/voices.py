"""AMR, the format of WeChat's voices: how long one lasts."""

HEADER = b"#!AMR\n"
FRAME = 0.02  # seconds
SIZES = {0: 13, 1: 14, 2: 16, 3: 18, 4: 20, 5: 21, 6: 27, 7: 32, 8: 6}  # bytes of a frame, by its mode


def seconds_of_amr(data: bytes) -> float:
    """How long a voice lasts; 0 for what is no AMR."""
    if not data.startswith(HEADER):
        return 0.0
    at, frames = len(HEADER), 0
    while at < len(data):
        at += SIZES.get(data[at] >> 3 & 0x0F, 1)
        frames += 1
    return frames * FRAME
