"""What pages that come from libraries demand; ours declare it beside the view."""

from ostara.care.accounts.policy import Policy

OPEN = Policy(open=True)
ALONE = Policy(alone=True)
SIGNED_IN = Policy()

OF_LIBRARIES: dict[str, Policy] = {
    "account_login": OPEN,
    "account_logout": ALONE,
    "account_reauthenticate": ALONE,
    "account_change_password": SIGNED_IN,
    "mfa_authenticate": OPEN,
    "mfa_index": ALONE,
    "mfa_reauthenticate": ALONE,
    "mfa_reauthenticate_webauthn": ALONE,
    "mfa_activate_totp": ALONE,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": ALONE,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_login_webauthn": OPEN,
}
