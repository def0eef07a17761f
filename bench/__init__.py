"""Ostara beside its peers: the same answers first, then time and memory."""
