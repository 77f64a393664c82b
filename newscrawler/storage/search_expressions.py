"""A query in the words of each database. What a user wrote is never syntax there."""

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column

from newscrawler.storage.search_query import Query, Term, word_key


def fts5_expression(query: Query) -> str:
    """Return a query as an expression of FTS5, each term in quotation marks."""
    groups = " AND ".join(_any_phrase(group) for group in query.groups)
    return f"({groups}) NOT {_any_phrase(query.excluded)}" if query.excluded else groups


def _any_phrase(terms: Iterable[Term]) -> str:
    phrases = (
        f'"{" ".join(term.words)}"' + (" *" if term.kind == "prefix" else "") for term in terms
    )
    return f"({' OR '.join(phrases)})"


def tsquery(query: Query) -> ColumnElement[Any]:
    """Return a query as a tsquery, whose words are bound parameters."""
    wanted = reduce(func.tsquery_and, map(_any_tsquery, query.groups))
    if not query.excluded:
        return wanted
    return func.tsquery_and(wanted, func.tsquery_not(_any_tsquery(query.excluded)))


def _any_tsquery(terms: Iterable[Term]) -> ColumnElement[Any]:
    return reduce(func.tsquery_or, (each for term in terms for each in _tsqueries(term)))


def _tsqueries(term: Term) -> Iterator[ColumnElement[Any]]:
    """Yield what finds a term: its stem, or its forms in the headline (A) and in the text (B).

    Words are letters and digits only, so that none can end its quotation marks.
    """
    words = [f"'{word_key(word)}'" for word in term.words]
    if term.kind == "word":
        yield func.to_tsquery(literal_column("'pg_catalog.indonesian'::regconfig"), words[0])
        return
    star = "*" if term.kind == "prefix" else ""
    for weight in "AB":
        *first, last = (f"{word}:{weight}" for word in words)
        forms = " <-> ".join((*first, f"{last}{star}"))
        yield func.to_tsquery(literal_column("'pg_catalog.simple'::regconfig"), forms)
