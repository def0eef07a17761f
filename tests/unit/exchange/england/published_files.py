"""Small made files in the layouts in which England's figures are published, with real headers."""

import gzip

import pyarrow.parquet as pq

from ostara.exchange.england import import_england
from ostara.tables.published import PublishedFigure

NATIONAL = (
    "ReportingPeriod_Data,Area_Data,DrugGroup_Data,Gender_Data,AgeGroup_Data,Num_InTreatment_AllInTx,"
    "Eth_White_AllInTx,Eth_Mixed_AllInTx,Eth_Asian_AllInTx,Eth_Black_AllInTx,Eth_Other_AllInTx"
)
LOCAL = (
    "ReportingPeriod,Area,sex,age_group,drug_group,intreatment_allintx,newpresentation_newtx,eth_white_allintx,"
    "exits_successfulcompletion_allintx,exits_died_allintx,exits_droppedout_allintx,scnr_scrn_allintx"
)
FINGERTIPS = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,"
    "Denominator,Value note,Recent Trend,Compared to England value or percentiles,Column not used,"
    "Time period Sortable,New data,Compared to goal,Time period range"
)
UNMET = "Proportion of opiates and/or crack cocaine users (i.e. OCU) not in treatment (%)"


def national(group, count, *, period="2021/22", area="England", sex="TOTAL", age="TOTAL"):
    """A line of the export for England; the topic asked for was ethnicity, so five more counts follow."""
    return f"{period},{area},{group},{sex},{age},{count},1,2,3,4,5"


def local(area, group, *counts, period="2021/22"):
    """A line of the export for local authorities: five counts that are read, and two that are not."""
    in_treatment, starting, completed, died, dropped_out = counts
    return f"{period},{area},TOTAL,TOTAL,{group},{in_treatment},{starting},0,{completed},{died},{dropped_out},NULL"


def fingertips(code, name, value, *, low="", high="", count="", denominator="", note="", period="2019/20", **other):
    """A row of an extract. `other` may name `id`, `indicator`, `kind`, `sex`, `category_type`, `category`."""
    return (
        f"{other.get('id', 93517)},{other.get('indicator', UNMET)},E92000001,England,{code},{name},"
        f"{other.get('kind', 'UA')},{other.get('sex', 'Persons')},15-64 yrs,{other.get('category_type', '')},"
        f"{other.get('category', '')},{period},{value},{low},{high},,,{count},{denominator},{note},,Similar,"
        f"Not compared,20190000,,,1y"
    )


def put(folder, name, *lines, encoding="utf-8"):
    """Write the lines to a file, packed where its name says so."""
    folder.mkdir(exist_ok=True)
    data = ("\n".join(lines) + "\n").encode(encoding)
    (folder / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return folder


def read(folder, **options):
    """Import a folder; gives the figures as the written file holds them, and the result."""
    result = import_england(folder, folder.parent / "figures.parquet", replace=True, **options)
    return [PublishedFigure(**row) for row in pq.read_table(result.file).to_pylist()], result


def seen(figures, *names):
    """Some columns of the figures."""
    return [tuple(getattr(figure, name) for name in names) for figure in figures]
