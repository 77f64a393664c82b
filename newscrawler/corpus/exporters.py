"""Export articles as CSV (`-O articles.csv`) and as XML (`-O articles.xml`)."""

import json
from dataclasses import asdict, is_dataclass
from typing import Any

from itemadapter import ItemAdapter
from scrapy.exporters import CsvItemExporter, XmlItemExporter

from newscrawler.items import Article, DateValue

_COLUMNS = {"body": "text"}


class ArticleCsvExporter(CsvItemExporter):
    """Writes one row for each article: its text in one cell, dates as values, lists as JSON."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.fields_to_export is None:
            names = ItemAdapter(Article(url=None)).field_names()
            self.fields_to_export = {name: _COLUMNS.get(name, name) for name in names}

    def export_item(self, item: Article) -> None:
        """Write the row of `item`."""
        cells = {name: _cell(value) for name, value in ItemAdapter(item).items()}
        super().export_item(cells | {"body": item.text})


class ArticleXmlExporter(XmlItemExporter):
    """Writes one `<item>` for each article, with its fields as elements."""

    def export_item(self, item: Article) -> None:
        """Write the element of `item`."""
        super().export_item(asdict(item))


def _cell(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        fields = asdict(value)
        return value.value if isinstance(value, DateValue) else _json(fields)
    if isinstance(value, bool):
        return _json(value)
    if isinstance(value, dict | list):
        return _json(value) if value else ""
    return value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=asdict)
