"""What browsers and mirroring tools write beside pages: parts, copies and caches that are none."""

from pathlib import PurePosixPath

from newscrawler.reextraction.sidecars import Files

_PARTS = "_files"
_CACHE = "hts-cache"
_ORIGINAL = ".orig"


def part_of(name: str, files: Files) -> str | None:
    """Return what the file called `name` belongs to, None for one that stands for itself.

    Browsers save frames of a page in `<page>_files`, HTTrack keeps all that it fetched in
    `hts-cache` as well, and Wget the originals of pages whose links it has changed as `.orig`.
    """
    path = PurePosixPath(name)
    if path.suffix == _ORIGINAL and files.exists(str(path.with_suffix(""))):
        return f"original of {path.stem}"
    for folder in path.parents:
        if folder.name == _CACHE:
            return "cache of HTTrack"
        if folder.name.endswith(_PARTS):
            stem = folder.name.removesuffix(_PARTS)
            pages = (f"{stem}.html", f"{stem}.htm", stem)
            page = next((p for p in pages if p and files.exists(str(folder.with_name(p)))), None)
            if page:
                return f"part of {page}"
    return None
