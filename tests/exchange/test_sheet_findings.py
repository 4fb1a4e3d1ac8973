"""What is said of a file beside its rows."""

from exchange.sheet_findings import SheetFindings, numbered


def test_rows_are_named_up_to_a_dozen():
    assert numbered({4, 3}) == "3、4"
    assert numbered(range(1, 101)) == "1、2、3、4、5、6、7、8、9、10、11、12等 100"


def test_one_sheet_alone_needs_no_word():
    findings = SheetFindings()
    findings.tell_sheets("载体", others=[], lists=[], hidden=0)
    assert findings.sentences == []
