"""Thin pages: the list of tasks, what rules answered, the weekly look at why people went on, tighter numbers."""
