"""Tables that stack on a phone: each cell knows the words of its column, and a screen reader still hears a table."""

import pytest
from markupsafe import Markup

from ostara.web.stacking import stacked

BEFORE = Markup(
    '<div class="table-scroll"><table class="nhsuk-table"><caption>People</caption>'
    '<thead><tr><th scope="col">Name</th><th scope="col"><a href="?order=due">Due &amp; late</a></th>'
    '<th scope="col"><span class="nhsuk-u-visually-hidden">End</span></th></tr></thead>\n<tbody>'
)
AFTER = Markup("</tbody></table></div>")


def of(rows: str) -> str:
    return stacked(BEFORE + Markup(rows) + AFTER)  # noqa: S704 - rows of these tests


def test_each_cell_bears_the_words_of_its_column_and_the_first_its_row():
    html = of('<tr class="late"><th scope="row">Rosa</th><td class="number">3 May</td><td>End it</td></tr>')
    assert '<tr role="row" class="late"><th role="rowheader" scope="row">Rosa</th>' in html
    assert '<td role="cell" data-heading="Due &amp; late" class="number">3 May</td>' in html
    assert '<td role="cell">End it</td>' in html  # its heading is for listeners, who hear it from the head


def test_the_roles_of_a_table_are_said():
    html = of("<tr><td>Rosa</td></tr>")
    for said in (
        '<table role="table" class="nhsuk-table nhsuk-table-responsive">',
        '<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Name</th>',
        '<tbody role="rowgroup">',
        '<td role="cell" data-heading="Name">Rosa</td>',
    ):
        assert said in html


def test_a_line_across_all_columns_has_no_heading():
    assert '<td role="cell" colspan="3">Nobody.</td>' in of('<tr><td colspan="3">Nobody.</td></tr>')


def test_what_a_person_wrote_stays_as_it_was_escaped():
    wrote = Markup("<td>{}</td>").format("<td>&")
    assert '<td role="cell" data-heading="Name">&lt;td&gt;&amp;</td>' in of(f"<tr>{wrote}</tr>")


def test_more_cells_than_headings_are_left_without():
    assert of("<tr>" + "<td>x</td>" * 4 + "</tr>").count("data-heading") == 2


def test_a_table_without_a_head_is_refused():
    with pytest.raises(ValueError, match="needs a head"):
        stacked(Markup("<table><tbody></tbody></table>"))
