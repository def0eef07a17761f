"""Pages about people. Each says what it demands; what it shows it asks of `questions`, what it changes of `actions`."""
