"""What to do next: one model of people who use opiates and of their treatment, asked what would happen if.

`specification` says what the model is, `parameters` what its numbers are and where they come from, `compiled` makes
plain arrays of both; `expectation`, `individuals` and `reference` run them and must agree; `levers` and `scenarios` say
what could be done; `brief` says what came out.
"""
