"""What the pages ask people for."""
