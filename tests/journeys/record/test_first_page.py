"""Someone at work sees who they are; someone who has not signed in sees the door."""

from playwright.sync_api import expect

from tests.staff import a_keyworker, a_service


def test_a_keyworker_sees_their_first_page(sit_down, picture):
    worker = a_keyworker(at=a_service("Harbour"))
    page = sit_down(worker)
    expect(page.get_by_role("heading", name=worker.name)).to_be_visible()
    assert picture(page, "first-page").stat().st_size > 0


def test_who_has_not_signed_in_is_asked_to(sit_down):
    assert "/sign-in/" in sit_down().url
