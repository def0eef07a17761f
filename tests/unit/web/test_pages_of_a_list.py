"""The way to the other pages of a long list, the same everywhere."""

import re

import pytest
from django.core.paginator import Paginator
from django.template import engines

WORDS = '{% from "parts/pages.html" import pages %}{{ pages(page, "Newer", "Older", query=query) }}'


def shown(number: int, *, of: int, query: str = "") -> str:
    page = Paginator(range(of * 10), 10).page(number)
    return engines["jinja2"].from_string(WORDS).render({"page": page, "query": query})


@pytest.mark.parametrize(
    ("number", "links"),
    [(1, ["?page=2"]), (2, ["?page=1", "?page=3"]), (3, ["?page=2"])],
)
def test_each_page_leads_to_those_beside_it(number, links):
    html = shown(number, of=3)
    assert re.findall(r'href="(.*?)"', html) == links
    assert f"Page {number} of 3" in html


def test_one_page_needs_no_way():
    assert shown(1, of=1).strip() == ""


def test_the_rest_of_the_address_stays_and_is_never_markup():
    assert 'href="?whose=mine&amp;rule=&lt;&#34;&amp;page=2"' in shown(1, of=2, query='whose=mine&rule=<"')
