"""What each role may do, as one table that reads aloud. *May this person* is asked here; *does the state allow it*
is asked by the actions themselves."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What somebody is in one of their posts."""

    KEYWORKER = "keyworker", "Keyworker"
    PRESCRIBER = "prescriber", "Prescriber"
    NURSE = "nurse", "Nurse"
    PHARMACIST = "pharmacist", "Pharmacist"
    RECOVERY_WORKER = "recovery_worker", "Recovery worker"
    ADMINISTRATOR = "administrator", "Administrator"
    SERVICE_MANAGER = "service_manager", "Service manager"
    COMMISSIONER = "commissioner", "Commissioner"
    SAFETY_OFFICER = "safety_officer", "Clinical safety officer"


class Verb(TextChoices):
    """What may be done. The words complete the sentence *may …*."""

    FIND_PEOPLE = "find_people", "look for people by name or number"
    READ_RECORD = "read_record", "read the record of a person in their service's care"
    REGISTER = "register", "register a person and take a referral"
    KEEP_DETAILS = "keep_details", "keep a person's details, contacts and consent"
    ASSESS = "assess", "assess, plan and review"
    TREAT = "treat", "start, change and end treatment"
    MEASURE = "measure", "record outcomes"
    RECORD_TESTS = "record_tests", "record drug tests, and draw the days for them"
    RECORD_HEALTH = "record_health", "record health: tests for viruses, vaccines, ECG, naloxone, risks"
    PRESCRIBE = "prescribe", "write, change and stop orders, and sign prescriptions"
    PREPARE = "prepare", "prepare prescriptions, send them, and keep the directory of pharmacies"
    SUPPLY = "supply", "supply medicine and record what became of a dose"
    STOCK = "stock", "keep stock and the register of controlled drugs"
    REVIEW_INCIDENTS = "review_incidents", "review what went wrong with medicine"
    REVIEW_RULES = "review_rules", "look at why others went on where a rule asked"
    TIGHTEN_RULES = "tighten_rules", "make a number of the rulebook tighter, two people together"
    MERGE = "merge", "merge two records of one person, and take a merge back"
    SHARE = "share", "share a person's care with another service"
    BREAK_GLASS = "break_glass", "open a record in an emergency, giving a reason that is reviewed"
    ASK_OST = "ask_ost", "ask whether a person is prescribed OST anywhere in this area, and whom to ring"
    GIVE_COPY = "give_copy", "make a person's copy of their record"
    DECIDE_KEEPING = "decide_keeping", "decide what becomes of a record past its retention day"
    SUBMIT = "submit", "see what a national submission would reject, and write it"
    EXPLORE = "explore", "cut figures freely, inside the service"
    SEE_PUBLISHED = "see_published", "see figures made safe to publish"
    MANAGE_STAFF = "manage_staff", "appoint staff and end their posts, and say where a service is"
    REVIEW_ACCESS = "review_access", "review who opened what, and emergency access"


_CLINICAL = frozenset(
    {
        Verb.FIND_PEOPLE,
        Verb.READ_RECORD,
        Verb.REGISTER,
        Verb.KEEP_DETAILS,
        Verb.ASSESS,
        Verb.TREAT,
        Verb.MEASURE,
        Verb.RECORD_TESTS,
        Verb.RECORD_HEALTH,
        Verb.SHARE,
        Verb.BREAK_GLASS,
        Verb.ASK_OST,
    }
)
MAY: dict[Role, frozenset[Verb]] = {
    Role.KEYWORKER: _CLINICAL | {Verb.SUBMIT},
    Role.PRESCRIBER: _CLINICAL
    | {Verb.PRESCRIBE, Verb.PREPARE, Verb.REVIEW_INCIDENTS, Verb.REVIEW_RULES, Verb.TIGHTEN_RULES},
    Role.NURSE: _CLINICAL | {Verb.PREPARE, Verb.SUPPLY, Verb.STOCK},
    Role.PHARMACIST: frozenset({Verb.FIND_PEOPLE, Verb.READ_RECORD, Verb.ASK_OST, Verb.SUPPLY, Verb.STOCK}),
    Role.RECOVERY_WORKER: frozenset(
        {
            Verb.FIND_PEOPLE,
            Verb.READ_RECORD,
            Verb.REGISTER,
            Verb.KEEP_DETAILS,
            Verb.ASSESS,
            Verb.MEASURE,
            Verb.RECORD_HEALTH,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Verb.FIND_PEOPLE,
            Verb.READ_RECORD,
            Verb.REGISTER,
            Verb.KEEP_DETAILS,
            Verb.GIVE_COPY,
            Verb.SUBMIT,
            Verb.PREPARE,
        }
    ),
    Role.SERVICE_MANAGER: _CLINICAL
    | {
        Verb.MERGE,
        Verb.GIVE_COPY,
        Verb.DECIDE_KEEPING,
        Verb.SUBMIT,
        Verb.EXPLORE,
        Verb.SEE_PUBLISHED,
        Verb.MANAGE_STAFF,
        Verb.REVIEW_ACCESS,
        Verb.REVIEW_INCIDENTS,
    },
    Role.COMMISSIONER: frozenset({Verb.SEE_PUBLISHED}),
    Role.SAFETY_OFFICER: frozenset(
        {Verb.SEE_PUBLISHED, Verb.EXPLORE, Verb.REVIEW_ACCESS, Verb.REVIEW_RULES, Verb.TIGHTEN_RULES}
    ),
}
AREA_ROLES = frozenset({Role.COMMISSIONER, Role.SAFETY_OFFICER})  # held for the whole area, appointed by its owner


def may(roles: frozenset[Role], verb: Verb) -> bool:
    """Returns whether any of the roles may do something."""
    return any(verb in MAY[role] for role in roles)
