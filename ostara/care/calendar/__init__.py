"""The calendar of supply: closed days, instalments, days without medicine. Dates and Decimals; no Django, no clock."""
