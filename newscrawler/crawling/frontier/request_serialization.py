"""Requests as the frontier keeps them: names and plain values, so that nothing it reads is code."""

import inspect
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from scrapy import Request, Spider
from scrapy.utils.request import request_from_dict

from newscrawler.crawling.request_meta import META_KEY, RequestMeta, meta_of
from newscrawler.storage.leases import LeasedUrl

_SCRAPY_META = ("depth", "redirect_times", "redirect_urls", "redirect_reasons")
"""What Scrapy has to remember of the request in a later process."""


def pack(request: Request, spider: Spider) -> dict[str, Any]:
    """Return what `request` is made of besides its URL and what `urls` has columns for, as JSON.

    Raises ValueError for a request that cannot be made anew from it: one that is no GET, whose
    callback is no method of `spider`, or whose `cb_kwargs` hold more than JSON.
    """
    if request.method != "GET" or request.body:
        raise ValueError(f"only GET requests can be kept: {request}")
    packed = {
        "callback": _name_in(spider, request.callback),
        "errback": _name_in(spider, request.errback),
        "cb_kwargs": request.cb_kwargs,
        "priority": request.priority,
        "meta": {name: request.meta[name] for name in _SCRAPY_META if name in request.meta},
        "is_forced": meta_of(request).is_forced,
    }
    try:
        json.dumps(packed)
    except TypeError as error:
        raise ValueError(f"{request} cannot be kept: {error}") from None
    return {name: value for name, value in packed.items() if value}


def _name_in(spider: Spider, callback: Any) -> str | None:
    """Return the name of a method of `spider`. Raises ValueError for anything else."""
    if callback is None:
        return None
    kind: type = type(spider)
    name = _method_names(kind).get(getattr(callback, "__func__", None))
    if name is None or callback.__self__ is not spider:
        raise ValueError(f"{callback} is no method of {spider}")
    return name


@cache  # asked for each URL that is discovered
def _method_names(kind: type) -> Mapping[Any, str]:
    return {method: name for name, method in inspect.getmembers(kind, inspect.isfunction)}


def unpack(leased: LeasedUrl, spider: Spider) -> Request:
    """Return the request of a URL that was leased.

    Raises ValueError or TypeError where `spider` has changed since it was packed.
    """
    packed = dict(leased.request)
    is_forced = packed.pop("is_forced", False)
    request = request_from_dict({"url": leased.url, **packed}, spider=spider)
    request.meta[META_KEY] = RequestMeta(leased.kind, is_forced, listing=leased.listing)
    return request
