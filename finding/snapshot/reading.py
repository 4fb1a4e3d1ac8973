"""The snapshot as the worker has written it (finding/snapshot/writing.py)."""

from pathlib import Path

from finding.snapshot import changes, layout
from finding.snapshot.columns import Block, Codes, Flags, Lists, Texts
from finding.snapshot.files import Mapped
from finding.snapshot.lists import ListSnapshot, Part
from finding.snapshot.snapshot_errors import BrokenFile


def opened(path: Path) -> ListSnapshot:
    """Raises BrokenFile or OSError."""
    file = Mapped(path)
    about = file.about
    if about["stamp"] != layout.stamp() or about["identity"] != changes.identity():
        raise BrokenFile("of another release or database")
    columns = {name: _column(file, name, sort) for name, sort in layout.listings().sorts.items()}
    block = Block(file.array("keys"), columns)
    parks = layout.parks().block(changes.park_rows())
    return ListSnapshot(
        (Part(block, block.all),), parks, about["position"], about["made_at"], file.release
    )


def _column(file, name, sort):
    if sort is layout.TEXTS:
        units = file.array(f"{name}.units") if f"{name}.units" in file else ()
        return Texts(units, file.array(f"{name}.starts"), file.release)
    if sort is layout.LISTS:
        return Lists(file.array(f"{name}.sets"), file.array(f"{name}.values"))
    is_word = sort is layout.WORDS
    values = file.about["words"][name] if is_word else file.array(f"{name}.values")
    if f"{name}.codes" in file:
        return Codes(file.array(f"{name}.codes"), values)
    return Flags(file.array(f"{name}.sets"), values)
