"""What the next national file of one's services would reject, warns of and leaves out, and who can mend it where."""
