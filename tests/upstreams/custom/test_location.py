import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bot.upstreams.custom.location import Location, resolve

LOCATION = TypeAdapter(Location)
BASE = "https://api.vendor.test"


@pytest.mark.parametrize(
    ("location", "base_url", "path"),
    [
        ("/saas/tool/x", BASE, "/saas/tool/x"),
        ("/saas/tool/x", f"{BASE}/proxy", "/saas/tool/x"),
        (f"{BASE}/saas/tool/x", BASE, "/saas/tool/x"),
        ("HTTPS://API.VENDOR.TEST:443/x", BASE, "/x"),
        (f"{BASE}/proxy/x", f"{BASE}/proxy", "/x"),
        ("http://127.0.0.1:8080/x/", "http://127.0.0.1:8080", "/x/"),
    ],
)
def test_a_location_becomes_a_path_below_the_base_url(location: str, base_url: str, path: str) -> None:
    assert resolve(LOCATION.validate_python(location), base_url) == path


@pytest.mark.parametrize(
    "location",
    [
        "https://other.test/x",
        "http://api.vendor.test/x",
        "https://api.vendor.test:8443/x",
        "https://api.vendor.test.other.test/x",
    ],
)
def test_an_address_on_another_host_is_refused(location: str) -> None:
    with pytest.raises(ValueError, match=r"is on another host than https://api\.vendor\.test"):
        resolve(LOCATION.validate_python(location), BASE)


@pytest.mark.parametrize("location", [f"{BASE}/x", f"{BASE}/proxy-of-others/x"])
def test_an_address_beside_the_base_url_is_refused(location: str) -> None:
    with pytest.raises(ValueError, match="is not below"):
        resolve(LOCATION.validate_python(location), f"{BASE}/proxy")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "x/y",
        "//other.test/x",
        "/a//b",
        "/a/../b",
        "/a/./b",
        "/a/%2e%2e/b",
        "/a?b=c",
        "/a#b",
        "/a\\b",
        "/a b",
        "/a\n",
        "/ä",
        BASE,
        f"{BASE}/../x",
        "https://api.vendor.test@other.test/x",
        "https://user:secret@api.vendor.test/x",
        "https://api.vendor.test\\@other.test/x",
        "ftp://api.vendor.test/x",
        "https:///x",
        "https://[::1/x",
    ],
)
def test_what_leads_anywhere_else_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match=r"must be a path like|is no address"):
        LOCATION.validate_python(text)


@given(st.text("/.abAB:@\\?#%-_~ \n", max_size=12).map(lambda text: f"/{text}"))
def test_every_path_that_is_taken_stays_on_the_host_and_as_it_is(path: str) -> None:
    try:
        taken = LOCATION.validate_python(path)
    except ValidationError:
        return
    url = httpx.URL(BASE + resolve(taken, BASE))
    assert (url.host, url.path, url.query, url.fragment) == ("api.vendor.test", path, b"", "")
