"""A photo made small: decoded, turned upright, shrunk and written again, so that nothing else travels with it."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from ostara.knowledge.parameters import parameter

SIDE = parameter("people.photo_side").whole
MOST_MIB = parameter("people.photo_mib").whole
MOST_PIXELS = parameter("people.photo_pixels").whole
KINDS = ("JPEG", "PNG", "WEBP")
QUALITY = 82


class NotAPhoto(ValueError):  # noqa: N818 - an answer to a person, not an error of ours
    """What was sent cannot be taken as a photo; the message says why."""


def small_jpeg(sent: bytes) -> bytes:
    """Returns a picture as a JPEG of at most SIDE × SIDE pixels, without what a camera writes beside it.

    Raises:
        NotAPhoto: it is too large, no picture, or of a kind that is not read.
    """
    if len(sent) > MOST_MIB * 1024 * 1024:
        raise NotAPhoto(too_large())
    try:
        with Image.open(BytesIO(sent), formats=KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPhoto("This picture has too many pixels. Take a smaller one.")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except UnidentifiedImageError:
        raise NotAPhoto(
            "This is not a JPEG, PNG or WebP picture. Save it as one of these and choose it again."
        ) from None
    except (OSError, SyntaxError, ValueError) as broken:
        if isinstance(broken, NotAPhoto):
            raise
        raise NotAPhoto("This picture is damaged. Choose another one.") from None
    upright.thumbnail((SIDE, SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    written = BytesIO()
    bare.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()


def too_large() -> str:
    """Returns the words for a file that is too large."""
    return f"This file is larger than {MOST_MIB} MiB. Choose a smaller one."
