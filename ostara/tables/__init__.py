"""The seam: every analysis table described once, and stores of them on disk."""

from collections.abc import Mapping
from types import MappingProxyType

from ostara.tables.care_events import CARE_EVENTS
from ostara.tables.contacts import CONTACTS
from ostara.tables.custody import CUSTODY
from ostara.tables.deaths import DEATHS
from ostara.tables.episodes import EPISODES
from ostara.tables.findings import FINDINGS
from ostara.tables.interventions import INTERVENTIONS
from ostara.tables.offences import OFFENCES
from ostara.tables.orders import ORDERS
from ostara.tables.people import PEOPLE
from ostara.tables.presentations import PRESENTATIONS
from ostara.tables.reviews import REVIEWS
from ostara.tables.set_aside import SET_ASIDE
from ostara.tables.specimens import SPECIMENS
from ostara.tables.sub_interventions import SUB_INTERVENTIONS
from ostara.tables.supplies import SUPPLIES
from ostara.tables.table import Table
from ostara.tables.use_days import USE_DAYS
from ostara.tables.weekly_hours import WEEKLY_HOURS

SCHEMA_VERSION = 3

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        table.name: table
        for table in (
            PEOPLE,
            EPISODES,
            PRESENTATIONS,
            INTERVENTIONS,
            SUB_INTERVENTIONS,
            WEEKLY_HOURS,
            ORDERS,
            SUPPLIES,
            SPECIMENS,
            FINDINGS,
            USE_DAYS,
            REVIEWS,
            CONTACTS,
            CARE_EVENTS,
            DEATHS,
            OFFENCES,
            CUSTODY,
            SET_ASIDE,
        )
    }
)
