"""`ostara staff`: the first service manager, who then appoints everyone else in the browser; and a service that passes
to another organisation."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from ostara.cli.opening import ready_record
from ostara.knowledge.refusal import RefusalError

if TYPE_CHECKING:
    from ostara.care.accounts.models import Organisation, Post, Service
    from ostara.care.treatment.models import ServiceHandover

SAYS = "Make the first accounts, or pass a service to another organisation."
staff_app = typer.Typer(name="staff", no_args_is_help=True, help=SAYS)


@staff_app.callback()
def _staff() -> None:
    """Make the first accounts, or pass a service to another organisation."""


@staff_app.command()
def add(
    email: Annotated[str, typer.Option("--email", help="With which they sign in.")],
    name: Annotated[str, typer.Option("--name", help="As others see it.")],
    organisation: Annotated[str, typer.Option("--organisation", help="The provider they work for.")],
    service: Annotated[str, typer.Option("--service", help="The service they manage; made if it is not there.")],
    agency_code: Annotated[str, typer.Option("--agency-code", help="The service's NDTMS agency code.")],
    area: Annotated[str, typer.Option("--area", help="Code of the partnership (DAT).")],
) -> None:
    """Make a service manager's account and print the link by which they set their password."""
    ready_record()
    from django.conf import settings  # noqa: PLC0415 - settings are known only now
    from django.urls import reverse  # noqa: PLC0415 - settings are known only now

    from ostara.care.accounts.actions import first_account  # noqa: PLC0415 - as above
    from ostara.care.accounts.links import give_link, good_for  # noqa: PLC0415 - as above
    from ostara.care.audit.actor import the_system  # noqa: PLC0415 - as above
    from ostara.care.rows.acts import Refused  # noqa: PLC0415 - as above

    by = the_system("ostara staff add")
    try:
        made = first_account(
            email=email,
            name=name,
            organisation=organisation,
            service=service,
            agency_code=agency_code,
            area=area,
            on=date.today(),
            by=by,
        )
        link = give_link(user=made, by=by)
    except Refused as refused:
        raise RefusalError(
            f"--{refused.field.replace('_', '-')}" if refused.field else "staff", refused.message
        ) from None
    hours = good_for().total_seconds() / 3600
    typer.echo(f"{name} is a service manager of {service} now.")
    said = settings.SAID
    begins = f"https://{said.hosts[0]}" if said.behind_tls else "http://localhost:8000"
    typer.echo(
        f"They set their password here, once, within {hours:.0f} hours: {begins}{reverse('set_password', args=[link])}"
    )


@staff_app.command()
def hand_over(
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="Its name or its NDTMS agency code.")],
    to: Annotated[
        str, typer.Option("--to", help="The organisation that runs it from then on; made if it is not here.")
    ],
    on: Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="Its first day; today or earlier.")],
    agency_code: Annotated[str, typer.Option("--agency-code", help="A new NDTMS agency code, if it gets one.")] = "",
) -> None:
    """Pass a service to another organisation (re-procurement): every row stays, the posts held until now end."""
    ready_record()
    from django.db import transaction  # noqa: PLC0415 - settings are known only now
    from django.utils import timezone  # noqa: PLC0415 - as above

    from ostara.care.accounts.questions import posts_before  # noqa: PLC0415 - as above
    from ostara.care.audit.actor import the_system  # noqa: PLC0415 - as above
    from ostara.care.rows.acts import Refused  # noqa: PLC0415 - as above
    from ostara.care.rows.days import london_day  # noqa: PLC0415 - as above
    from ostara.care.treatment.actions import hand_over_service  # noqa: PLC0415 - as above

    found, day, at, by = _service(service), on.date(), timezone.now(), the_system("ostara staff hand-over")
    try:
        with transaction.atomic():
            posts = list(posts_before(found, day, on=london_day(at)))
            passed = hand_over_service(
                service=found, to=_organisation(to), on=day, agency_code=agency_code.strip(), by=by, at=at
            )
    except Refused as refused:
        raise RefusalError(_place(refused.field, service), refused.message) from None
    _tell(passed, posts)


def _service(said: str) -> "Service":
    from django.db.models import Q  # noqa: PLC0415 - settings are known only now

    from ostara.care.accounts.models import Service  # noqa: PLC0415 - as above

    found = Service.objects.filter(Q(name__iexact=said.strip()) | Q(agency_code__iexact=said.strip())).first()
    if found is None:
        known = ", ".join(Service.objects.order_by("name").values_list("name", flat=True))
        raise RefusalError(said, f"is no service here. There are: {known or 'none'}")
    return found


def _organisation(said: str) -> "Organisation":
    from ostara.care.accounts.models import Organisation  # noqa: PLC0415 - settings are known only now

    name = said.strip()
    if not name:
        raise RefusalError("--to", "Say which organisation.")
    longest = Organisation._meta.get_field("name").max_length or 0
    if len(name) > longest:
        raise RefusalError("--to", f"A name has at most {longest} letters; this one has {len(name)}.")
    return Organisation.objects.filter(name__iexact=name).first() or Organisation.objects.create(name=name)


def _place(field: str, service: str) -> str:
    return service if field in ("", "service") else f"--{field.replace('_', '-')}"


def _tell(passed: "ServiceHandover", posts: "list[Post]") -> None:
    from ostara.care.accounts.models import Post  # noqa: PLC0415 - settings are known only now
    from ostara.care.asking.fields import in_words  # noqa: PLC0415 - as above
    from ostara.care.treatment.models import EpisodeNow  # noqa: PLC0415 - as above

    service, before, after = passed.service, passed.agency_code_before, passed.agency_code_after
    open_ones = EpisodeNow.objects.filter(service=service, is_open=True)
    stay = list(Post.objects.filter(service=service, from_on__gte=passed.on, until_on__isnull=True).order_by("role"))
    typer.echo(
        f"{service} passed from {passed.from_organisation} to {passed.to_organisation} on {in_words(passed.on)}."
    )
    typer.echo(f"  agency code  {after}" + (f", until now {before}" if before != after else ", as before"))
    typer.echo(f"  in care      {open_ones.count()}, with plan, help and history as they were")
    typer.echo(f"  posts ended  {len(posts)}, last day {in_words(passed.on - timedelta(days=1))}{_by_role(posts)}")
    if stay:
        typer.echo(f"  posts stay   {len(stay)}, which begin on that day or later{_by_role(stay)}")
        typer.echo(f"               If they are not of {passed.to_organisation}, end them under Staff.")
    typer.echo(
        "Next: ostara staff add, for its first manager, who appoints whoever goes along and hands over caseloads."
    )


def _by_role(posts: "list[Post]") -> str:
    counted = Counter(post.get_role_display() for post in posts)
    return "".join(f"; {role.lower()}: {many}" for role, many in counted.items())
