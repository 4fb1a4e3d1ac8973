"""The disk of uploads is full: sentences instead of errors, nothing half-written or lost."""

import base64
import io
import re

from django.core.files.uploadedfile import SimpleUploadedFile

from bench.browsers import hidden_fields
from bench.faults.fault import Fault
from bench.faults.small_disk import SIZE
from tests.admin_pages import filled

UPLOAD, ARTICLE, IMPORT = (
    "/editor/upload/",
    "/admin/news/article/add/",
    "/admin/parks/listing/import/",
)


class DiskFull(Fault):
    """Of media and imports; the database's is another one."""

    def missing(self, stack):
        return "" if stack.disk.is_laid else f"no tmpfs of {SIZE} can be mounted here (not root)"

    def strike(self, stack):
        self.officer = stack.officer()
        self.before = stack.disk.files()
        stack.disk.fill()

    def last(self, stack, seconds):
        self.see_what_is_refused(stack)
        super().last(stack, seconds)
        left = stack.disk.files() - self.before
        self.find(f"half-written files left: {len(left)}", is_as_wanted=not left)

    def heal(self, stack):
        stack.disk.empty()

    def look_back(self, stack):
        """The same form again, as the browser has put it back."""
        tries = {"picture": upload(self.officer), "article": save(self.officer, self.article)}
        statuses = {name: reply.status for name, reply in tries.items()}
        self.find(
            f"afterwards {statuses}", is_as_wanted=statuses == {"picture": 201, "article": 302}
        )
        self.find_warning(is_wanted=False)

    def see_what_is_refused(self, stack):
        self.article = written_article(self.officer)
        replies = {
            "picture": upload(self.officer),
            "article with a pasted picture": save(self.officer, self.article),
            "list": hand_in_list(self.officer),
        }
        for name, reply in replies.items():
            sentence = re.search('服务器的磁盘满了[^<"]*', reply.words)
            is_told = reply.status == 503 and sentence is not None
            said = sentence[0] if sentence else "nothing of the disk"
            self.find(f"{name}: {reply.status} {said}", is_as_wanted=is_told)
        self.find_warning(is_wanted=True)

    def find_warning(self, *, is_wanted):
        is_there = "磁盘" in self.officer.get("/admin/").text
        words = "warns of the disk" if is_there else "says nothing of the disk"
        self.find(f"start page {words}", is_as_wanted=is_there == is_wanted)


def upload(officer):
    mark = hidden_fields(officer.get(ARTICLE).text)["csrfmiddlewaretoken"]
    return officer.post(UPLOAD, {"csrfmiddlewaretoken": mark, "upload": picture()})


def written_article(officer):
    """The form of a new article, filled in, a picture pasted into its text."""
    page = officer.get(ARTICLE)
    column = re.search(r'<select name="column".*?<option value="(\d+)"', page.text, re.DOTALL)[1]
    pasted = base64.b64encode(picture().read()).decode()
    body = f'<p>正文<img src="data:image/png;base64,{pasted}" alt="现场"></p>'
    words = {"title": "写了一半的消息", "column": column, "source": "本站", "body": body}
    return filled(page) | words


def save(officer, article):
    return officer.post(ARTICLE, article | {"_save": "1"})


def hand_in_list(officer):
    page = officer.get(IMPORT).text
    region = re.search(r'<select name="region".*?<option value="(\d+)"', page, re.DOTALL)
    file = SimpleUploadedFile("a.csv", "编号,标题\nGEM-F-9,九号厂房\n".encode())
    more = {"region": region[1]} if region else {}
    return officer.post(IMPORT, hidden_fields(page) | more | {"file": file})


def picture():
    from PIL import Image

    file = io.BytesIO()
    Image.effect_noise((400, 300), 80).convert("RGB").save(file, "PNG")
    return SimpleUploadedFile("lake.png", file.getvalue(), "image/png")


DISK_FAULTS = (DiskFull,)
