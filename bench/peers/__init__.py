"""The same questions in other tools. Each program runs in the peers' own environment, where Ostara is not installed."""
