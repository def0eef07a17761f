"""What every record is made of: keys in order of time, rows that are never changed, corrections, and acts done once."""
