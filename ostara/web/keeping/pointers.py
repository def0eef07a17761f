"""Keys of other rows that are no foreign keys: an audit outlives what it speaks of, and a lower room does not know a
higher one. Nothing they name is ever deleted, so `ostara check-record` can still say that each finds its row."""

POINTERS = {
    ("audit.Event", "user"): "accounts.User",
    ("audit.Event", "service"): "accounts.Service",
    ("audit.Event", "person"): "people.Person",
    ("audit.Sealed", "event"): "audit.Event",
    ("accounts.HistoricalOrganisation", "id"): "accounts.Organisation",
    ("accounts.HistoricalPost", "id"): "accounts.Post",
    ("accounts.HistoricalService", "id"): "accounts.Service",
    ("accounts.HistoricalUser", "id"): "accounts.User",
    ("people.Involvement", "only_for"): "accounts.User",
    ("rows.Act", "user"): "accounts.User",
    ("specimens.Specimen", "line"): "specimens.Specimen",
    ("treatment.Episode", "line"): "treatment.Episode",
    ("treatment.Plan", "line"): "treatment.Episode",
}
# Keys that may point nowhere, and why.
LOOSE = {
    ("asking.Draft", "key"): "the key its form carries",
    ("audit.Event", "record"): "of a table named beside it (`kind`); checked by that name where its rows are kept",
    ("facts.Finding", "about"): "the row that was written, in whichever table (`about_kind`)",
    ("medication.Prescription", "batch"): "what the prescriptions of one run share; it names no row",
    ("rows.Act", "result"): "the row an act made, in whichever table",
    ("rows.Act", "key"): "the key its form carried",
    ("treatment.Goal", "goal"): "what the revisions of one goal share; it names no row",
}
