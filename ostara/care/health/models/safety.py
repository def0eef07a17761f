"""What may kill, and what is done about it: naloxone, overdoses, other medicines, risks with a plan; pregnancy, and
mental health."""

from django.db import models
from django.db.models import Q

from ostara.care.health.models.base import Fact, YesNo, asked, chosen, ends_after_start, offered_again, one_of


class NaloxoneKit(Fact):
    """A naloxone kit, or that it was offered and not wanted. Its end is a correction that gives the day."""

    class Kit(models.TextChoices):
        """Which kit, or none."""

        PRENOXAD = "prenoxad", "Prenoxad: filled syringe"
        NYXOID = "nyxoid", "Nyxoid: into the nose"
        OTHER = "other", "Another kit"
        REFUSED = "refused", "Offered, and not wanted now"

    class Whose(models.TextChoices):
        """Who holds it."""

        PERSON = "person", "The person"
        FAMILY = "family", "Family or a friend"
        HOSTEL = "hostel", "The place where they live"

    class Ended(models.TextChoices):
        """What became of it."""

        USED = "used", "Used"
        LOST = "lost", "Lost"
        RETURNED = "returned", "Brought back"

    kit = chosen("kit", Kit)
    held_by = chosen("who holds it", Whose, blank=True, default="")
    expires_on = models.DateField("last day on which it is in date", null=True)
    trained = asked("shown how to use it")
    batch = models.CharField("batch", max_length=40, blank=True, default="")
    ended_on = models.DateField("used, lost or brought back on", null=True)
    ended = chosen("what became of it", Ended, blank=True, default="")
    offer_again_on = offered_again()

    class Meta(Fact.Meta):
        constraints = [
            ends_after_start("on", "ended_on", "naloxone_kit_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended="") | Q(ended_on__isnull=False, ended__gt=""),
                name="naloxone_end_says_what_became_of_it",
            ),
            models.CheckConstraint(
                condition=Q(kit="refused", offer_again_on__isnull=False, expires_on__isnull=True, ended_on__isnull=True)
                | ~Q(kit="refused"),
                name="naloxone_is_offered_again",
            ),
        ]


class Overdose(Fact):
    """An overdose that somebody told of. Contact and review after it are corrections that give their days."""

    class Outcome(models.TextChoices):
        """How it ended."""

        LIVED = "lived", "The person lived"
        DIED = "died", "The person died"

    class Meant(models.TextChoices):
        """Whether it was meant."""

        NOT_MEANT = "not_meant", "Not meant"
        MEANT = "meant", "To harm or kill themselves"
        UNKNOWN = "unknown", "Not known, or not safe to ask"

    outcome = chosen("how it ended", Outcome)
    meant = chosen("whether it was meant", Meant, default=Meant.UNKNOWN)
    taken = models.CharField("what was taken", max_length=200, blank=True, default="")
    naloxone_used = asked("naloxone was given")
    ambulance = asked("an ambulance came, or they went to hospital")
    told_on = models.DateField("day on which the service heard of it")
    contacted_on = models.DateField("day on which somebody saw or rang them", null=True)
    reviewed_on = models.DateField("day on which dose, supervision and naloxone were gone through", null=True)

    words_of_others = ("words", "taken")

    class Meta(Fact.Meta):
        constraints = [
            ends_after_start("on", "told_on", "overdose_is_told_after_it"),
            ends_after_start("on", "contacted_on", "overdose_contact_is_after_it"),
            ends_after_start("on", "reviewed_on", "overdose_review_is_after_it"),
        ]


class OtherMedicine(Fact):
    """A medicine or remedy beside the treatment, prescribed or not. `on` is since when; `ended_on` its last day."""

    class Group(models.TextChoices):
        """Why it matters beside an opioid."""

        BENZODIAZEPINE = "benzodiazepine", "Benzodiazepine or z-drug"
        GABAPENTINOID = "gabapentinoid", "Pregabalin or gabapentin"
        OPIOID = "opioid", "Another opioid"
        SEDATIVE = "sedative", "Another medicine that makes sleepy"
        CYP_INDUCER = "cyp_inducer", "Makes methadone weaker (CYP3A4 inducer)"
        CYP_INHIBITOR = "cyp_inhibitor", "Makes methadone stronger (CYP3A4 inhibitor)"
        QT = "qt", "Lengthens QT"
        OTHER = "other", "None of these"

    class Source(models.TextChoices):
        """Where it comes from."""

        HERE = "here", "Prescribed here"
        ELSEWHERE = "elsewhere", "Prescribed elsewhere"
        SHOP = "shop", "Bought in a shop or pharmacy"
        STREET = "street", "Not prescribed"
        UNKNOWN = "unknown", "Not known"

    name = models.CharField("medicine", max_length=120)
    group = chosen("why it matters", Group)
    source = chosen("where it comes from", Source)
    dose = models.CharField("dose, as told", max_length=120, blank=True, default="")
    ended_on = models.DateField("last day", null=True)

    class Meta(Fact.Meta):
        constraints = [
            ends_after_start("on", "ended_on", "other_medicine_ends_after_start"),
        ]


class Risk(Fact):
    """A risk beside treatment, with a plan that the person knows and a day on which it is looked at again."""

    class Kind(models.TextChoices):
        """What it is."""

        BENZODIAZEPINE = "benzodiazepine", "Benzodiazepines or z-drugs"
        GABAPENTINOID = "gabapentinoid", "Pregabalin or gabapentin"
        ALCOHOL = "alcohol", "Alcohol"
        STIMULANT = "stimulant", "Cocaine or another stimulant"
        BREATHING = "breathing", "Asthma, COPD or sleep apnoea"
        HEART = "heart", "Heart disease, or a long QT before"
        ELECTROLYTES = "electrolytes", "Potassium, magnesium or calcium out of order"
        LIVER = "liver", "Liver disease"
        QT_MEDICINE = "qt_medicine", "A medicine that lengthens QT"
        INTERACTION = "interaction", "A medicine that changes the level of methadone"
        OTHER = "other", "Another"

    kind = chosen("what it is", Kind)
    plan = models.TextField("what is agreed to do about it", blank=True, default="")
    agreed = asked("agreed with the person")
    review_on = models.DateField("look at it again on", null=True)
    ended_on = models.DateField("no longer a risk since", null=True)

    words_of_others = ("words", "plan")

    class Meta(Fact.Meta):
        constraints = [
            ends_after_start("on", "ended_on", "risk_ends_after_start"),
            ends_after_start("on", "review_on", "risk_is_reviewed_after_start"),
        ]


class Pregnancy(Fact):
    """A pregnancy: `on` is the day on which it became known here."""

    class Outcome(models.TextChoices):
        """How it ended."""

        BORN = "born", "A child was born"
        NOT_BORN = "not_born", "It ended before birth"
        NOT_TOLD = "not_told", "Not told"

    last_period_on = models.DateField("first day of the last period", null=True)
    due_on = models.DateField("day on which the birth is expected", null=True)
    plan = models.TextField("plan shared with maternity", blank=True, default="")
    midwife_told = asked("maternity knows of the treatment")
    ended_on = models.DateField("ended on", null=True)
    outcome = chosen("how it ended", Outcome, blank=True, default="")

    words_of_others = ("words", "plan")

    class Meta(Fact.Meta):
        constraints = [
            ends_after_start("last_period_on", "due_on", "birth_is_after_the_last_period"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, outcome="") | Q(ended_on__isnull=False, outcome__gt=""),
                name="pregnancy_end_says_how",
            ),
        ]


class MentalHealth(Fact):
    """Whether there is a mental health need, and who treats it."""

    class TreatedBy(models.TextChoices):
        """Who treats it."""

        COMMUNITY_TEAM = "community_team", "Community mental health team or another specialist"
        TALKING = "talking", "NHS talking therapies"
        GP = "gp", "GP"
        HERE = "here", "Somebody here, with treatment that NICE recommends"
        OTHER = "other", "Somebody else"
        NOBODY = "nobody", "Nobody"
        DECLINED = "declined", "Offered, and not wanted now"
        UNKNOWN = "unknown", "Not known"

    need = models.CharField("a mental health need", max_length=1, choices=YesNo.choices)
    treated_by = chosen("who treats it", TreatedBy, blank=True, default="")
    offer_again_on = offered_again()

    class Meta(Fact.Meta):
        constraints = [
            one_of("need", YesNo, "mental_health_need_is_an_answer"),
            models.CheckConstraint(
                condition=~Q(treated_by="declined") | Q(offer_again_on__isnull=False),
                name="mental_health_help_is_offered_again",
            ),
        ]
