"""Reading seeds/*.json: lists of objects, one object a row, errors that name file and row."""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path


class SeedError(Exception):
    """A seed file is wrong; the message says where and why, in Chinese."""


@dataclass(frozen=True)
class Row:
    """One object of a seed file; readers take the special keys, the rest are model fields."""

    file: str
    number: int
    data: dict

    def error(self, reason: str) -> SeedError:
        return SeedError(f"{self.file} 第 {self.number} 条：{reason}")

    def take(self, key: str):
        """Remove and return a value that must be there."""
        if key not in self.data:
            raise self.error(f"缺少“{key}”。")
        return self.data.pop(key)

    def take_list(self, key: str) -> list:
        """Remove and return a list, empty when the key is absent."""
        value = self.data.pop(key, [])
        if not isinstance(value, list):
            raise self.error(f"“{key}”应是列表。")
        return value

    def child(self, data, key: str) -> "Row":
        """A row inside this one, reported under this one's number."""
        if not isinstance(data, dict):
            raise self.error(f"“{key}”的每一项应是对象。")
        return Row(self.file, self.number, dict(data))


def read_rows(path: Path) -> list[Row]:
    """The rows of one file, counted from 1; numbers with a point become Decimal."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as error:
        raise SeedError(f"{path.name}：不能读取（{error.strerror}）。") from error
    except ValueError as error:
        raise SeedError(f"{path.name}：不是完好的 JSON（{error}）。") from error
    if not isinstance(rows, list):
        raise SeedError(f"{path.name}：最外层应是列表。")
    for number, data in enumerate(rows, start=1):
        if not isinstance(data, dict):
            raise SeedError(f"{path.name} 第 {number} 条：应是对象。")
    return [Row(path.name, number, data) for number, data in enumerate(rows, start=1)]
