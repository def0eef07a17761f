"""Care plans: what stands, and what stood before."""

from uuid import UUID

from django.db.models import QuerySet

from ostara.care.treatment.models import Episode, Goal, PlanReview, PlanRevision


def latest_revision(line: UUID) -> PlanRevision | None:
    """Returns the plan of a line of care as it stands; none: there is no plan."""
    rows = PlanRevision.objects.filter(plan__line=line).select_related("plan", "recorded_by", "episode__service")
    return rows.order_by("-revision").first()


def revisions_of(episode: Episode) -> QuerySet[PlanRevision]:
    """Returns every revision of the plan, the newest first."""
    rows = PlanRevision.objects.filter(plan__line=episode.line).select_related("recorded_by", "episode__service")
    return rows.order_by("-revision")


def goals_of(revision: PlanRevision | None) -> list[Goal]:
    """Returns the goals of a revision, in order."""
    return list(Goal.objects.filter(revision=revision).order_by("place")) if revision else []


def reviews_of(episode: Episode) -> QuerySet[PlanReview]:
    """Returns the reviews of the plan, the newest first."""
    rows = PlanReview.objects.standing().filter(plan__line=episode.line).select_related("recorded_by", "revision")
    return rows.order_by("-on", "-recorded_at", "-id")
