"""`ostara staff`: the first service manager, who then appoints everyone else in the browser."""

from datetime import date
from typing import Annotated

import typer

from ostara.cli.opening import ready_record
from ostara.knowledge.refusal import RefusalError

staff_app = typer.Typer(name="staff", no_args_is_help=True, help="Make the first accounts.")


@staff_app.callback()
def _staff() -> None:
    """Make the first accounts."""


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
