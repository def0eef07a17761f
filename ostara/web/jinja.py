"""How templates are written: Jinja2, with the NHS frontend's parts at hand and nothing undefined passed over."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.templatetags.static import static
from jinja2 import ChainableUndefined, Environment, PackageLoader, StrictUndefined

from ostara.web import asked, showing
from ostara.web.addresses import address
from ostara.web.stacking import stacked


def environment(**options: Any) -> Environment:
    """Returns the environment of every page."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    pages = Environment(**options)  # noqa: S701 - Django turns autoescape on
    pages.globals.update(static=cache(static), url=address, nhsuk=NhsParts())
    pages.filters.update(day=showing.day, instant=showing.instant, stacked=stacked)
    pages.filters.update(kind=asked.kind, groups=asked.groups, attributes=asked.attributes, legend=asked.legend)
    return pages


class NhsParts:
    """The NHS frontend's own macros: `nhsuk.pagination({…})`. They ask for what is not there, so they live apart."""

    def __getattr__(self, name: str) -> Callable[..., str]:
        return _nhs_part(name)


@cache
def _nhs_part(name: str) -> Callable[..., str]:
    folder = "".join(f"-{sign.lower()}" if sign.isupper() else sign for sign in name)
    macro: Callable[..., str] = getattr(
        _nhs_templates().get_template(f"nhsuk/components/{folder}/macro.jinja").module, name
    )
    return macro


@cache
def _nhs_templates() -> Environment:
    return Environment(
        loader=PackageLoader("nhsuk_frontend_jinja"), undefined=ChainableUndefined, autoescape=True, trim_blocks=True
    )
