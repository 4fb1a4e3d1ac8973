"""What a file was like beside its rows, told to whoever checks the import."""

from dataclasses import dataclass, field

NAMED = 12


@dataclass
class SheetFindings:
    """Sentences, rows and columns (from 0) that were hidden in the file."""

    sentences: list = field(default_factory=list)
    hidden_rows: set = field(default_factory=set)
    hidden_columns: set = field(default_factory=set)
    in_every_list: str = "编号"  # the column that tells a list

    def tell(self, sentence):
        self.sentences.append(sentence)

    def tell_sheets(self, chosen, *, others, lists, hidden):
        """`lists` are other sheets that look like one, `hidden` the number nobody sees."""
        if others:
            self.tell(f"文件里有几张表，读的是“{chosen}”，没有读：{'、'.join(others[:NAMED])}。")
        if lists:
            named, column = "、".join(lists[:NAMED]), self.in_every_list
            self.tell(f"{named} 也有“{column}”一列，请另存为单独的文件再传。")
        if hidden:
            self.tell(f"有 {hidden} 张隐藏的表没有读。")


def numbered(rows) -> str:
    """3、4、9, and how many more."""
    rows = sorted(rows)
    more = f"等 {len(rows)}" if len(rows) > NAMED else ""
    return "、".join(map(str, rows[:NAMED])) + more
