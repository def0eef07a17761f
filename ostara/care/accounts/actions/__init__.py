"""Making accounts and changing them, appointing people to posts and ending them, teams, and where services are.

Nothing is deleted; who did it stays in the history. Whether a manager may do this *here* is asked before
(`permissions`); these refuse what nobody may do.
"""

from ostara.care.accounts.actions.accounts import (
    DETAILS,
    VOUCHED_FOR,
    change_details,
    make_account,
    start_again,
    switch,
)
from ostara.care.accounts.actions.keeping import shown
from ostara.care.accounts.actions.posts import appoint, end_post, end_posts, place_in_team
from ostara.care.accounts.actions.sites import WHERE, change_service, first_account
from ostara.care.accounts.actions.teams import make_team, rename_team

__all__ = [
    "DETAILS",
    "VOUCHED_FOR",
    "WHERE",
    "appoint",
    "change_details",
    "change_service",
    "end_post",
    "end_posts",
    "first_account",
    "make_account",
    "make_team",
    "place_in_team",
    "rename_team",
    "shown",
    "start_again",
    "switch",
]
