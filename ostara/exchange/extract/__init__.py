"""From the record to a store: what stands now, one row for each person whatever their records, under keys that mean
nothing outside. `everybody` lists people, `gathering` asks the record, `people`, `episodes`, `help` and `outcomes` make
rows, `writing` writes them and accounts for every row that was read.
"""

from ostara.exchange.extract.writing import Extracted, Purpose, extract

__all__ = ["Extracted", "Purpose", "extract"]
