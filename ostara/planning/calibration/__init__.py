"""Fitting the model to what was measured: targets from a file, a first look everywhere, then where they can be met.

`targets` (what to meet), `yearly` (what the model says of the same), `space` (which numbers may move), `emulator` and
`matching` (where it is worth looking), `weighing` (draws that stand for what is known), `fit` (all of it), `kept`
(its file).
"""
