"""Photos: shrunk, turned upright, and rid of whatever a camera writes beside the picture."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from ostara.care.people.models import Photo
from ostara.care.people.photos import MOST_MIB, SIDE, NotAPhoto, small_jpeg
from tests.persons import a_person, a_picture
from tests.staff import a_browser_of, a_keyworker, a_service


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_any_usual_picture_becomes_a_small_jpeg(kind):
    with Image.open(BytesIO(small_jpeg(a_picture(kind)))) as small:
        assert small.format == "JPEG" and max(small.size) == SIDE


def test_where_it_was_taken_is_not_kept():
    said = Image.Exif()
    said[0x010E] = "Planted Street 1"
    said[0x0112] = 6  # lies on its side
    small = small_jpeg(a_picture(size=(800, 400), exif=said))
    with Image.open(BytesIO(small)) as upright:
        assert not upright.getexif() and upright.size == (300, 600)
    assert b"Planted" not in small


REFUSED = [
    (b"not a picture", "not a JPEG, PNG or WebP"),
    (b"GIF89a" + bytes(100), "not a JPEG, PNG or WebP"),
    (a_picture()[:300], "damaged"),
    (a_picture("PNG")[:200], "damaged"),
    (b"\xff" * (MOST_MIB * 1024 * 1024 + 1), "larger than"),
    (b"", "not a JPEG, PNG or WebP"),
]


@pytest.mark.parametrize(("sent", "told"), REFUSED)
def test_anything_else_is_refused_saying_why(sent, told):
    with pytest.raises(NotAPhoto, match=told):
        small_jpeg(sent)


def test_a_small_file_cannot_unfold_into_all_memory(monkeypatch):
    monkeypatch.setattr("ostara.care.people.photos.MOST_PIXELS", 100)
    with pytest.raises(NotAPhoto, match="too many pixels"):
        small_jpeg(a_picture("PNG"))


@pytest.mark.django_db
def test_an_upload_is_kept_or_refused_at_its_field():
    service = a_service()
    person, client = a_person(at=service), a_browser_of(a_keyworker(at=service))
    address = reverse("photo", kwargs={"person": person.pk})
    sent = {"jpeg": SimpleUploadedFile("face.txt", b"=cmd()"), "taken_on": "today"}
    assert "This is not a JPEG, PNG or WebP picture" in client.post(address, sent).content.decode()
    sent = {"jpeg": SimpleUploadedFile("face.jpg", bytes(13 * 1024 * 1024)), "taken_on": "today"}
    assert f"larger than {MOST_MIB} MiB" in client.post(address, sent).content.decode()
    sent = {"jpeg": SimpleUploadedFile("face.png", a_picture("PNG")), "taken_on": "today"}
    assert client.post(address, sent).status_code == 302
    assert bytes(Photo.objects.get().jpeg).startswith(b"\xff\xd8")
    assert "data:image/jpeg;base64," in client.get(reverse("person", kwargs={"person": person.pk})).content.decode()
