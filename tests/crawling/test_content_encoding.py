"""Content codings: decoded, or told apart by what is wrong with them."""

import gzip
import sys
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given
from hypothesis.strategies import binary, sampled_from

from newscrawler.crawling.network.content_encoding import (
    BadEncodingError,
    BodyTooLargeError,
    TruncatedBodyError,
    decode_body,
    split_codings,
)

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}
TEXT = b"Warga Cibungur memperbaiki saung baca. " * 50
coding_names = sampled_from([*ENCODERS])


@given(binary(), coding_names, coding_names)
def test_what_was_encoded_is_decoded(body: bytes, first: str, second: str) -> None:
    encoded = ENCODERS[second](ENCODERS[first](body))
    assert decode_body(encoded, [first, second], 10_000) == body


@pytest.mark.parametrize("coding", ENCODERS)
def test_a_cut_body_gives_what_came_before_the_cut(coding: str) -> None:
    with pytest.raises(TruncatedBodyError) as cut:
        decode_body(ENCODERS[coding](TEXT)[:-1], [coding], 10_000)
    assert TEXT.startswith(cut.value.decoded)


def test_a_cut_gzip_is_decoded_up_to_its_cut() -> None:
    with pytest.raises(TruncatedBodyError) as cut:
        decode_body(gzip.compress(TEXT)[:-8], ["gzip"], 10_000)  # RFC 1952: its CRC and size
    assert cut.value.decoded == TEXT


@pytest.mark.parametrize("coding", ENCODERS)
def test_a_body_in_another_coding_is_bad(coding: str) -> None:
    with pytest.raises(BadEncodingError):
        decode_body(b"<html>" + TEXT, [coding], 10_000)


@pytest.mark.parametrize("coding", ENCODERS)
def test_a_body_may_decode_to_its_limit_and_no_further(coding: str) -> None:
    assert decode_body(ENCODERS[coding](TEXT), [coding], len(TEXT)) == TEXT
    with pytest.raises(BodyTooLargeError):
        decode_body(ENCODERS[coding](TEXT), [coding], len(TEXT) - 1)


@pytest.mark.parametrize(
    ("fields", "kept", "known"),
    [
        ([], [], []),
        (["gzip"], [], ["gzip"]),
        (["deflate, GZIP", " br,"], [], ["deflate", "gzip", "br"]),
        (["gzip, aes128gcm"], ["gzip", "aes128gcm"], []),
        (["aes128gcm", "gzip"], ["aes128gcm"], ["gzip"]),
    ],
)
def test_codings_before_an_unknown_one_stay(
    fields: list[str], kept: list[str], known: list[str]
) -> None:
    assert split_codings(fields) == (kept, known)
