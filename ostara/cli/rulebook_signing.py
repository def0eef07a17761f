"""`ostara rulebook sign` and `ostara rulebook signed`: the signatures under the rules, in a file that only grows."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.console import Console
from rich.markup import escape

from ostara.guidance.rule import Rule
from ostara.guidance.rulebook import rulebook
from ostara.guidance.signing import Signature, Standing, read, standing, written
from ostara.guidance.signing import sign as signature_under
from ostara.knowledge.refusal import RefusalError

SIGNATURES = Path("rulebook-signatures.toml")


def sign(
    by: Annotated[str, typer.Option("--by", help="Who signs.")],
    role: Annotated[str, typer.Option("--role", help="In which role, such as 'clinical safety officer'.")],
    rule: Annotated[str, typer.Option("--rule", help="Only the rules whose ids begin like this.")] = "",
    out: Annotated[Path, typer.Option("--out", help="File of signatures; added to where it is there.")] = SIGNATURES,
) -> None:
    """Sign the rules as they stand now, version by version, below the signatures that are there."""
    made = _add(out.resolve(), [one for key, one in rulebook().items() if key.startswith(rule)], by, role)
    typer.echo(f"{out}: {_rules(made)} signed by {made.by}, {made.role}. Edition {made.edition}")


def signed(
    file: Annotated[Path, typer.Argument(help="File of signatures.")] = SIGNATURES,
) -> None:
    """Show who signed what, whether it is still the same, and what changed since."""
    found = read(_text(file), place=str(file))
    console = Console(highlight=False)
    for one in found:
        mark = " [bold yellow](made up: counts for nobody)[/]" if one.made_up else ""
        who = f"{one.on.isoformat()}  {escape(one.by)}, {escape(one.role)}: {_rules(one)}"
        console.print(f"{who}, edition {one.edition[:12]}{mark}")
    for line in _standing_lines(standing(rulebook().values(), found, numbers={})):
        console.print(line)


def _add(out: Path, rules: list[Rule], by: str, role: str) -> Signature:
    beside = out.with_name(f".{out.name}.writing")
    with _alone(beside) as handle:
        try:
            before = _text(out) if out.exists() else ""
            there = read(before, place=str(out))
            made = signature_under(rules, by=by, role=role, on=date.today(), numbers={}, after=there)
            _refuse_twice(out, made, there)
            handle.write("\n".join([*([before] if before else []), written(made)]))
            handle.flush()
            os.fsync(handle.fileno())
            beside.replace(out)
        except OSError as error:
            raise RefusalError(str(out), f"could not be written ({error.strerror})") from None
        finally:
            beside.unlink(missing_ok=True)
    return made


def _alone(beside: Path) -> TextIO:
    # Made only if it is not there: two who sign at once cannot lose each other's signature.
    try:
        return beside.open("x", encoding="utf-8")
    except FileExistsError:
        says = "is there: somebody is signing, or it was broken off; take it away once nobody is"
        raise RefusalError(str(beside), says) from None
    except OSError as error:
        raise RefusalError(str(beside), f"could not be written ({error.strerror})") from None


def _text(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not text"
        raise RefusalError(str(file), f"could not be read ({reason})") from None
    if text.strip() and "[[signature]]" not in text:
        raise RefusalError(str(file), "holds something else than signatures; nothing was written over it")
    return text


def _refuse_twice(out: Path, made: Signature, there: tuple[Signature, ...]) -> None:
    for one in there:
        if (one.by, one.role, one.rules) == (made.by, made.role, made.rules) and not one.made_up:
            raise RefusalError(str(out), f"{made.by} signed exactly this on {one.on.isoformat()}")


def _rules(signature: Signature) -> str:
    count = len(signature.rules)
    return f"{count} rule{'' if count == 1 else 's'}"


def _standing_lines(now: Standing) -> Iterator[str]:
    yield f"signed as they stand: {len(now.signed)}"
    for name, keys in (
        ("changed since they were signed", now.changed),
        ("never signed", now.unsigned),
        ("signed, and no longer asked", now.gone),
    ):
        yield f"{name}: {len(keys)}" + (f" ({', '.join(keys)})" if keys else "")
