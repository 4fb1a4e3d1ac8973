"""Why a step on the way to readers is not possible: said to whoever pressed the button."""


class NotAllowedError(Exception):
    """The step is not possible from the present status; the message says why, in Chinese."""


class IncompleteError(NotAllowedError):
    """Facts are missing that must be known before publishing.

    `missing`: things with `label` and `anchor`, the id of their field in the desk's form.
    """

    sentence = "发布前还缺：{}。"

    def __init__(self, missing):
        self.missing = missing
        super().__init__(self.sentence.format("、".join(item.label for item in missing)))


class NotSignedError(NotAllowedError):
    """Signatures are missing of a review in several steps."""

    def __init__(self):
        super().__init__("审签还没有走完：要一审一审地签，最后一位签了才公开。")


class OpensGapError(IncompleteError):
    """Facts of public content would be lost that must be known in public."""

    sentence = "公开的内容不能缺：{}。"
