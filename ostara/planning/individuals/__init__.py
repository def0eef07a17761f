"""People one by one: the same model as `expectation`, drawn instead of averaged, for spread, small areas and queues.

People are columns of numbers; one compiled loop takes a block of them through any range of steps. It only counts, in
whole numbers, so the answer is the same to the last bit for any number of blocks and threads, and the same person lives
the same life as in `reference`.
"""

from ostara.planning.individuals.draws import Generator
from ostara.planning.individuals.histories import History, histories
from ostara.planning.individuals.running import How, run

__all__ = ["Generator", "History", "How", "histories", "run"]
