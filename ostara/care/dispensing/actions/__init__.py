"""Every change the dispensing room makes. Whether somebody may is the guard's question; whether the state allows it is
asked here."""

from ostara.care.dispensing.actions.afterwards import Again, give_again, record_event, take_back_supply
from ostara.care.dispensing.actions.counter import Given
from ostara.care.dispensing.actions.counting import count_stock, destroy_brought_back, put_right
from ostara.care.dispensing.actions.giving import give
from ostara.care.dispensing.actions.going_wrong import record_incident, review_incident
from ostara.care.dispensing.actions.stays import end_guest_stay, record_guest_stay
from ostara.care.dispensing.actions.stocking import Received, lose_stock, open_bottle, receive
from ostara.care.dispensing.actions.testing import record_test_dose
from ostara.care.dispensing.actions.withholding import withhold

__all__ = [
    "Again",
    "Given",
    "Received",
    "count_stock",
    "destroy_brought_back",
    "end_guest_stay",
    "give",
    "give_again",
    "lose_stock",
    "open_bottle",
    "put_right",
    "receive",
    "record_event",
    "record_guest_stay",
    "record_incident",
    "record_test_dose",
    "review_incident",
    "take_back_supply",
    "withhold",
]
