"""The forms of treatment: each says what it asks; whether it may be done is the action's to say."""
