"""The box of the map and the list's conditions narrow together and go one by one."""

from tests.maps.conftest import AROUND_NEAR, numbered


def test_frame_narrows_list_counts_and_drawing(client, site, near, far):
    response = client.get(f"/golmud/map/?bbox={AROUND_NEAR}")
    assert numbered(response) == [(1, "近处厂房")]
    assert "范围内 <span" in response.text
    assert response.context["kind_chips"][:3] == [
        ("全部", "1", "?bbox=94.80000,36.30000,95.00000,36.50000", True),
        ("工业用地", "0", "?kind=land&bbox=94.80000,36.30000,95.00000,36.50000", False),
        ("厂房", "1", "?kind=factory&bbox=94.80000,36.30000,95.00000,36.50000", False),
    ]
    assert [chip.label for chip in response.context["chips"]] == ["只看地图范围内"]


def test_other_conditions_keep_the_frame(client, site, near):
    response = client.get(f"/golmud/map/?bbox={AROUND_NEAR}&offer=lease&kind=factory")
    frame = "94.80000,36.30000,95.00000,36.50000"
    assert f'href="?kind=factory&amp;bbox={frame}"' in response.text
    assert 'href="?kind=factory&amp;offer=lease"' in response.text
    assert f'name="bbox" value="{frame}" form="filters-form"' in response.text
