"""What a file is by its first bytes. What its sender, or a header, says of it is never believed."""

UNKNOWN = "application/octet-stream"  # only ever handed out as a download

_BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"#!AMR-WB\n", "audio/amr-wb"),
    (b"#!AMR\n", "audio/amr"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
)
_IN_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}
_MP3_FRAMES = (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")


def content_type_of(data: bytes) -> str:
    """One of the types that viewers may show, or application/octet-stream."""
    for beginning, content_type in _BEGINNINGS:
        if data.startswith(beginning):
            return content_type
    if data[:4] == b"RIFF":
        return _IN_RIFF.get(data[8:12], UNKNOWN)
    if data[4:8] == b"ftyp" and len(data) >= 12:
        return "audio/mp4" if data[8:11] == b"M4A" else "video/mp4"
    return "audio/mpeg" if data[:2] in _MP3_FRAMES else UNKNOWN
