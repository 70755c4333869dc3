"""What `darkroom doctor` finds about the providers."""

from dataclasses import replace

import pytest

from tests.doctor.practice import NOBODY_THERE, SECRET, Practice

DESCRIBED = f"""
[providers.imgopen.endpoints.super_resolution]
path = "/sharpen"
body = {{ picture = "{{image}}", word = "{SECRET}" }}
result = "data.picture"

[providers.imgopen.endpoints.lora_list]
path = "/loras"
rows = "data.rows"
value = "name"
"""

pytestmark = pytest.mark.usefixtures("own_logging")


async def test_with_right_settings_everything_is_fine(practice: Practice) -> None:
    found = await practice.finds()

    assert all(finding.fine for finding in found.values()), found
    assert found["Discord"].found.startswith("the token is ")
    assert found["Img Open"].found == found["Magic Tiger"].found == "takes the operator's key"
    assert "enhance_types={'enhance': 1}" in found["Magic Tiger runs with"].found


async def test_the_doctor_pays_for_nothing_and_breaks_no_protocol(practice: Practice) -> None:
    await practice.finds()

    for vendor in (practice.vendors.imgopen, practice.vendors.magictiger):
        assert (len(vendor.calls), vendor.paid_tasks, vendor.violations) == (1, [], [])


async def test_a_vendor_that_refuses_the_key_is_not_fine(practice: Practice) -> None:
    magictiger = practice.vendors.magictiger
    magictiger.config = replace(magictiger.config, business_error_http_status=401)

    found = (await practice.finds(DARKROOM_PROVIDERS__MAGICTIGER__API_TOKEN=SECRET))["Magic Tiger"]

    assert (found.fine, found.found) == (False, "refuses the operator's key")


async def test_a_vendor_that_does_not_answer_is_not_fine(practice: Practice) -> None:
    found = (await practice.finds(DARKROOM_PROVIDERS__IMGOPEN__BASE_URL=NOBODY_THERE))["Img Open"]

    assert not found.fine
    assert "Img Open" in found.found


async def test_a_provider_that_is_off_names_its_empty_variables_and_is_fine(practice: Practice) -> None:
    del practice.variables["DARKROOM_PROVIDERS__MAGICTIGER__BASE_URL"]

    found = (await practice.finds())["Magic Tiger"]

    assert found.fine
    assert found.found.startswith("off; empty are DARKROOM_PROVIDERS__MAGICTIGER__BASE_URL")
    assert "API_TOKEN" not in found.found


async def test_without_an_operator_s_key_servers_are_pointed_to_their_own(practice: Practice) -> None:
    del practice.variables["DARKROOM_PROVIDERS__MAGICTIGER__API_TOKEN"]

    found = (await practice.finds())["Magic Tiger"]

    assert (found.fine, found.found) == (True, "no operator key; servers can set their own with /keys set")


async def test_an_offer_that_is_off_is_named_with_what_turns_it_on_and_is_fine(practice: Practice) -> None:
    found = await practice.finds()

    for key in ("imgopen.hairstyle", "imgopen.super-resolution", "imgopen.image-watermark"):
        table = key.removeprefix("imgopen.").replace("-", "_")
        assert found[key].fine
        assert found[key].found.startswith("off, for /")
        assert f"providers.imgopen.endpoints.{table}" in found[key].found


async def test_a_list_that_is_off_is_named_with_what_turns_it_on_and_is_fine(practice: Practice) -> None:
    found = await practice.finds()

    assert found["imgopen.lora-list"].fine
    assert "[providers.imgopen.endpoints.lora_list]" in found["imgopen.lora-list"].found
    assert "imgopen.model-list" not in found


async def test_what_an_operator_has_described_is_not_named_as_off(practice: Practice) -> None:
    (practice.folder / "darkroom.toml").write_text(DESCRIBED)

    found = await practice.finds()

    assert "imgopen.super-resolution" not in found
    assert "imgopen.lora-list" not in found
    assert "imgopen.hairstyle" in found


async def test_a_described_endpoint_is_named_and_nothing_that_is_sent_to_it_is_shown(practice: Practice) -> None:
    (practice.folder / "darkroom.toml").write_text(DESCRIBED)

    found = (await practice.finds())["Img Open runs with"].found

    assert "endpoints.super_resolution" in found
    assert SECRET not in found


async def test_settings_that_are_as_they_come_are_not_listed(practice: Practice) -> None:
    assert (await practice.finds())["Local (classical) runs with"].found == "the defaults"


async def test_a_setting_that_was_changed_deep_inside_is_named_with_its_way(practice: Practice) -> None:
    found = await practice.finds(DARKROOM_PROVIDERS__IMGOPEN__PRICES__ROOP="7")

    assert "prices.roop=7" in found["Img Open runs with"].found
