"""How rows of medicines are written so that they hold together, whoever writes at the same time.

What may be done, by whom and with which rules asked, lies in the rooms above (`prescribing`, `dispensing`)."""
