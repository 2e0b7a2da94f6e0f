from __future__ import annotations

from store.curation.page_text import (
    LONGEST_LINE,
    MOST_LINES,
    SHOWN,
    Difference,
    difference,
    lines_of_html,
    lines_of_text,
)

ADDRESS = "https://body.example/session/index.html"


def test_a_page_is_read_as_a_person_would() -> None:
    html = """<html><head><title>Documents</title><style>p {}</style></head>
    <body><h1>Session &amp; documents</h1><p>First
    <em>draft</em> text</p><script>var a = "<p>no</p>";</script><ul><li>One<li>Two</ul></body>"""

    assert lines_of_html(html, ADDRESS) == ("Session & documents", "First draft text", "One", "Two")


def test_a_link_is_read_with_where_it_leads() -> None:
    html = '<p><a href="../docs/L4.pdf?visit=77#top">Draft 4</a></p>'

    assert lines_of_html(html, ADDRESS) == ("Draft 4 (https://body.example/docs/L4.pdf)",)


def test_a_head_that_is_never_closed_silences_nothing() -> None:
    assert lines_of_html("<head><meta charset=x><body><p>News", ADDRESS) == ("News",)


def test_a_page_of_any_length_is_cut() -> None:
    lines = lines_of_html("<p>" + "x" * 10_000 + "<p>y" * 10_000, ADDRESS)

    assert len(lines) == MOST_LINES
    assert len(lines[0]) == LONGEST_LINE


def test_plain_text_is_read_line_by_line() -> None:
    assert lines_of_text("  one \n\n two  words \n") == ("one", "two words")


def test_two_looks_differ_in_the_lines_that_came_and_went() -> None:
    before, after = ("Draft 3", "Agenda", "Contact"), ("Draft 4", "Agenda", "List", "Contact")

    assert difference(before, after) == Difference(came=("Draft 4", "List"), went=("Draft 3",))


def test_the_same_page_differs_in_nothing() -> None:
    assert difference(("a", "b"), ("a", "b")) is None


def test_a_long_difference_is_cut_and_says_by_how_much() -> None:
    found = difference((), tuple(str(n) for n in range(SHOWN + 5)))

    assert found is not None
    assert found.came == tuple(str(n) for n in range(SHOWN))
    assert found.more_came == 5
