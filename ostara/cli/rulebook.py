"""`ostara rulebook`: every clinical rule with its source, as text to read or as JSON to check; and its signatures."""

import json
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Annotated, Any, Literal

import typer
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from typer.core import TyperGroup

from ostara.cli.rulebook_signing import sign, signed
from ostara.guidance.facts import FACTS
from ostara.guidance.finding import version
from ostara.guidance.rule import Rule, with_numbers
from ostara.guidance.rulebook import NotEncoded, not_encoded
from ostara.guidance.rulebook import rulebook as every_rule
from ostara.guidance.specs.reading import passed
from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.sources import source

SAYS = "Show the clinical rules and what each rests on; sign them; show what is signed."


class ShownUnlessNamed(TyperGroup):
    """`ostara rulebook MISS` shows rules: the verb `show` need not be said."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer keeps the module of this class to itself
        """Puts `show` before everything that does not begin with one of the verbs."""
        named = args and (args[0] in self.commands or args[0] == "--help")
        return super().parse_args(ctx, args if named else ["show", *args])


rulebook_app = typer.Typer(name="rulebook", cls=ShownUnlessNamed, help=SAYS)
rulebook_app.command()(sign)
rulebook_app.command()(signed)


@rulebook_app.command()
def show(
    rule: Annotated[str | None, typer.Argument(help="One id, or how several begin; all when left out.")] = None,
    format: Annotated[Literal["text", "json"], typer.Option(help="For people, or for programs.")] = "text",
) -> None:
    """Show the clinical rules, what each rests on, and which rules of the reference are not asked."""
    chosen, left_out = _named(rule or "")
    if format == "json":
        facts = {"rules": [_facts(one) for one in chosen], "not asked": [vars(row) for row in left_out]}
        typer.echo(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        lines = [line for one in chosen for line in _lines(one)]
        Console(highlight=False).print(Group(*lines, *(_left_out(row) for row in left_out)))


def _named(start: str) -> tuple[list[Rule], list[NotEncoded]]:
    chosen = [one for key, one in every_rule().items() if key.startswith(start)]
    left_out = [row for row in not_encoded() if row.id.startswith(start)]
    if not chosen and not left_out:
        near = get_close_matches(start, [*every_rule(), *(row.id for row in not_encoded())], n=3)
        hint = f"; did you mean {', '.join(near)}" if near else ""
        raise RefusalError(f"rule {start}", f"no id is or begins like this{hint}")
    return chosen, left_out


def _lines(one: Rule) -> Iterator[RenderableType]:
    doubt = "  [bold yellow]unverified[/]" if one.unverified else ""
    always = ", always" if one.always else ""
    yield f"[bold]{one.key}[/]  {escape(one.question)}  {one.response}{always}{doubt}"
    said = f"{with_numbers(one.message, {})} [{source(one.source).title}: {one.place}]"
    yield Padding(escape(said), (0, 0, 0, 4), expand=False)


def _left_out(row: NotEncoded) -> RenderableType:
    return f"[bold]{row.id}[/]  not asked ({row.kind}): {escape(row.reason)}"


def _facts(one: Rule) -> dict[str, object]:
    spec = passed(one)
    return {
        "id": one.key,
        "question": one.question,
        "response": str(one.response),
        "always": one.always,
        "roles": [str(role) for role in one.roles],
        "asked at": str(one.at),
        "severity": str(one.severity),
        "message": with_numbers(one.message, {}),
        "source": one.source,
        "source title": source(one.source).title,
        "place in the source": one.place,
        "status": str(one.status),
        "unverified": one.unverified,
        "parameters": list(one.parameters),
        "facts": {path: FACTS[path].meaning for path in one.facts},
        "hazards": list(one.hazards),
        "in force from": one.since.isoformat(),
        "in force until": one.until.isoformat() if one.until else None,
        "review by": one.review_by.isoformat(),
        "specs": spec.cases,
        "specs passed": spec.passed,
        "version": version(one, {}),
    }
