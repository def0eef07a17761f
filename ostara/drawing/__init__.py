"""How results look outside the web app: one-page HTML and PDF, charts beside their numbers, and numbers in words.

Start with `page.Page` and the blocks of `blocks`; each chart has its own file; `words` says numbers in plain English;
`pdf` puts the same page on paper.
"""
