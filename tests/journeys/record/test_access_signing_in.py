"""Signing in as people do it: a link from the manager, a password, a phone or a passkey, and out again."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from playwright.sync_api import expect

from ostara.care.accounts.links import give_link
from ostara.care.accounts.made_up import DEMO_PASSWORD, ready_to_sign_in
from ostara.care.accounts.roles import Role
from ostara.care.audit.actor import the_system
from tests.staff import a_keyworker, a_service, somebody


@pytest.fixture(autouse=True)
def _a_fresh_process():
    """The server runs in this process: it forgets which codes it has seen, and how often this address came."""
    cache.clear()


def the_code_of(secret: str) -> str:
    """Returns what an app on a phone would show: the key typed in, the clock read."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def with_a_password(page, email: str, password: str = DEMO_PASSWORD) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).first.click()


def test_somebody_new_comes_in_by_a_link_and_sets_up_a_phone(sit_down):
    worker = a_keyworker(at=a_service("Harbour"))
    page = sit_down(width=390)
    # Given a link from the manager
    page.goto(f"/set-up/{give_link(user=worker, by=the_system('test'))}/")
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_label("The same again").fill("short")
    page.get_by_role("button", name="Set it").click()
    expect(page.get_by_role("alert").get_by_text("too short")).to_be_visible()
    page.get_by_label("Password", exact=True).fill("owl kettle seven")
    page.get_by_label("The same again").fill("owl kettle seven")
    page.get_by_role("button", name="Set it").click()
    # When they sign in and type their phone's code
    with_a_password(page, worker.email, "owl kettle seven")
    page.get_by_role("link", name=re.compile("^Set up codes")).click()
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_label("The code it shows").fill(the_code_of(secret))
    page.get_by_role("button", name="Set up").click()
    # Then they see codes for a lost phone, and go on to work
    expect(page.get_by_role("heading", name="Codes for a lost phone")).to_be_visible()
    expect(page.get_by_role("list", name="Codes").get_by_role("listitem")).to_have_count(10)
    page.get_by_role("button", name="I have kept them").click()
    page.goto("/me/")
    expect(page.get_by_role("heading", level=1, name=worker.name)).to_be_visible()


def test_a_passkey_is_added_and_then_opens_the_door_alone(sit_down):
    worker = ready_to_sign_in(a_keyworker(at=a_service("Harbour")))
    page = sit_down(worker)
    chrome = page.context.new_cdp_session(page)
    chrome.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    chrome.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**device, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    page.goto("/sign-in/second/webauthn/add/")
    page.get_by_label("Password").fill(DEMO_PASSWORD)  # what decides who can sign in is asked for again
    page.get_by_role("button", name="Go on").click()
    page.get_by_label(re.compile("Name")).fill("Work laptop")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("heading", name="Codes for a lost phone").wait_for()
    page.context.clear_cookies()
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto("/me/")
    expect(page.get_by_role("heading", level=1, name=worker.name)).to_be_visible()
    expect(page.get_by_text("Codes from a phone, A passkey")).to_be_visible()


def test_the_demo_is_entered_with_two_presses(sit_down):
    worker = ready_to_sign_in(somebody(Role.NURSE, at=a_service("Harbour"), name="Ida Finch"))
    page = sit_down()
    page.get_by_role("button", name=re.compile("as Ida Finch")).click()
    page.get_by_label("Code").fill(page.locator("#present-code").inner_text())
    page.get_by_role("button", name="Go on").click()
    page.goto("/me/")
    expect(page.get_by_role("heading", level=1, name=worker.name)).to_be_visible()
    page.goto("/sign-out/")
    page.get_by_role("button", name="Sign out").last.click()
    assert "/sign-in/" in page.url


def test_signing_in_works_without_scripts(sit_down):
    ready_to_sign_in(somebody(Role.NURSE, at=a_service("Harbour"), email="ida@example.test"))
    page = sit_down(scripts=False)
    with_a_password(page, "ida@example.test")
    page.get_by_label("Code").fill(page.locator("#present-code").inner_text())
    page.get_by_role("button", name="Go on").click()
    assert page.url.endswith("/")
