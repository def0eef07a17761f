"""Pages about staff, their teams and services, and how they are let in."""
