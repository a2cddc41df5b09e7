"""From an event log to the figures that teams ask for, and into the map as measures. An extra: it needs Ibis."""

from journeybot.analytics.analysing import analyse, analyse_table
from journeybot.analytics.asked import Asked
from journeybot.analytics.figures import Analysis
from journeybot.analytics.measures import measures_of
from journeybot.analytics.report import Table, opening, tables
from journeybot.analytics.unsound import Uncountable, Unsound

__all__ = [
    "Analysis",
    "Asked",
    "Table",
    "Uncountable",
    "Unsound",
    "analyse",
    "analyse_table",
    "measures_of",
    "opening",
    "tables",
]
