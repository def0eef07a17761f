"""Ostara: a local drug treatment and recovery system as one learning loop.

Treat people safely, record once, measure what happened, evaluate what worked, plan what to do next. ARCHITECTURE.md
shows the rooms.
"""

__version__ = "0.1.0"
