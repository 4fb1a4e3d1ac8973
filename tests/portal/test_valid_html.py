"""Every public page is valid HTML by the Nu Html Checker, where it is at hand.

`npm install vnu-jar` outside the project, then VNU_JAR=…/vnu-jar/build/dist/vnu.jar; needs Java.
"""

import os
import shutil
import subprocess

import pytest

from tests.portal.page_types import page_types
from tests.world import whole_world

JAR, JAVA = os.environ.get("VNU_JAR", ""), shutil.which("java")


@pytest.mark.skipif(not (JAR and JAVA), reason="VNU_JAR names no Nu Html Checker, or no Java")
@pytest.mark.django_db
def test_public_pages_are_valid(client, site, other_site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    pages = {}
    for name, (path, _) in page_types(whole_world(site, other_site)).items():
        answer = client.get(path, follow=True)
        if answer["Content-Type"].startswith("text/html"):
            page = tmp_path / f"{len(pages):03}.html"
            page.write_bytes(answer.content)
            pages[page.name] = name
    files = [tmp_path / page for page in pages]
    check = [JAVA, "-jar", JAR, "--errors-only", "--format", "gnu", *files]
    told = subprocess.run(check, capture_output=True, text=True, check=False)  # noqa: S603 -- ours
    faults = [
        (pages[line.partition(".html")[0][-3:] + ".html"], line)
        for line in told.stderr.splitlines()
    ]
    assert len(pages) > 50
    assert faults == []
