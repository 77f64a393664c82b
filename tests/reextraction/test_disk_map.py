"""What was seen before, kept on disk: the same answers as a dict gives."""

from hypothesis import given
from hypothesis import strategies as st

from newscrawler.reextraction.disk_map import DiskMap

KEYS = st.sampled_from([b"", b"a", b"b", b"\0", b"\xff" * 16])
VALUES = st.integers(-(2**63), 2**64 - 1)


@given(st.lists(st.tuples(KEYS, VALUES)))
def test_a_map_on_disk_answers_as_a_dict(entries: list[tuple[bytes, int]]) -> None:
    on_disk, in_memory = DiskMap[int](), dict[bytes, int]()
    for key, value in entries:
        assert on_disk.get(key) == in_memory.get(key)
        assert on_disk.setdefault(key, value) == in_memory.setdefault(key, value)
