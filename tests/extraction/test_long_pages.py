"""Pages of one piece of markup again and again; that time stays linear is measured by a bench."""

import pytest

from bench.long_pages import PAGE_PIECES, SENTENCE, read_article


@pytest.mark.parametrize("piece", PAGE_PIECES)
def test_a_text_before_a_piece_of_markup_again_and_again_is_read(piece: str) -> None:
    article = read_article(piece * (3_000 // len(piece)))
    assert article.headline == "Jembatan Kayu Selesai Dipasang"
    assert article.text.startswith(SENTENCE.strip())
