"""The profile of a service among four cultures of leaving and staying on OST: indicators, and no single score."""
