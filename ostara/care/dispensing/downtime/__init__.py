"""When the system is down: a pack on paper or on a screen that opens without it."""

from ostara.care.dispensing.downtime.pack import SHORTEST, downtime_pack

__all__ = ["SHORTEST", "downtime_pack"]
