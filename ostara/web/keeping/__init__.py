"""Keeping the record: serving it, backing it up while it is used, bringing it back elsewhere, checking that it holds.

It lives in `web` because it knows every table of every app at once and the settings that say where they are.
"""
