"""Requests as the frontier keeps them: names and plain values, so that nothing it reads is code."""

import json
from typing import Any

from scrapy import Request, Spider
from scrapy.utils.request import request_from_dict

_META = ("again", "depth", "redirect_times", "redirect_urls", "redirect_reasons")
"""What the request of a later process must remember."""


def pack(request: Request, spider: Spider) -> dict[str, Any]:
    """What `request` is made of besides its URL, as JSON.

    Raises ValueError for a request that cannot be made anew from it: one that is no GET, whose
    callback is no method of `spider`, or whose `cb_kwargs` hold more than JSON.
    """
    if request.method != "GET" or request.body:
        raise ValueError(f"only GET requests can be kept: {request}")
    given = request.to_dict(spider=spider)
    packed = {
        "callback": given["callback"],
        "errback": given["errback"],
        "cb_kwargs": given["cb_kwargs"],
        "priority": given["priority"],
        "meta": {name: request.meta[name] for name in _META if name in request.meta},
    }
    try:
        json.dumps(packed)
    except TypeError as error:
        raise ValueError(f"{request} cannot be kept: {error}") from None
    return {name: value for name, value in packed.items() if value}


def unpack(url: str, packed: dict[str, Any], spider: Spider) -> Request:
    """The request that `pack` took apart. Raises ValueError where `spider` has changed since."""
    return request_from_dict({"url": url, **packed}, spider=spider)
