"""Medicines of treatment: courses, orders, prescriptions and their instalments, supplies, the register. Rows, and what
is asked of them; what prescribers and dispensing staff do lies in rooms above."""
