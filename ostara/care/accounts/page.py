"""docs/generated/roles.md: who may do what, from the table itself."""

from ostara.care.accounts.roles import AREA_ROLES, MAY, Role, Verb

HEAD = """# Who may do what

Written by `./run docs` from `ostara/care/accounts/roles.py`. Somebody holds one or more posts; a post is a role at a
service. They may do something to the record of a person in whose care one of their services has a part, if the post at
that service allows it. Posts for the whole area ({area}) never show a name.
"""


def roles_page() -> str:
    """Returns the page as Markdown."""
    area = ", ".join(role.label.lower() for role in Role if role in AREA_ROLES)
    heads = ["may …", *(role.label for role in Role)]
    lines = [_row(heads), _row(["---"] * len(heads))]
    lines += [_row([verb.label, *("yes" if verb in MAY[role] else "" for role in Role)]) for verb in Verb]
    return HEAD.format(area=area) + "\n" + "\n".join(lines) + "\n"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
