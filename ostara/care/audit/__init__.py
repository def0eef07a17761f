"""Who did what to which record, when, from where and why; reading included. Sealed by a chain of hashes."""
