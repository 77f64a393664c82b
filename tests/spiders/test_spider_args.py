"""Spider arguments: what is wrong with one is said in one line."""

import re
from pathlib import Path

import pytest

from newscrawler.publishers import publishers
from newscrawler.spiders.spider_args import read_arguments
from tests.support.spider_words import BAD_WORDS, given


@pytest.mark.parametrize("words", BAD_WORDS)
def test_a_wrong_argument_is_explained_in_one_line(tmp_path: Path, words: str) -> None:
    arguments = dict(word.split("=", 1) for word in given(words, tmp_path))
    with pytest.raises(ValueError, match=re.escape(BAD_WORDS[words])) as refusal:
        read_arguments(arguments, publishers()["tribun_video"])
    assert str(refusal.value).isprintable()
