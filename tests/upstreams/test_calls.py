from email.parser import BytesParser
from email.policy import HTTP

import pytest

from bot.upstreams.calls import Call, Upload

SECRET = "s3cr3t"
PICTURE = Upload(filename="a.png", content=b"\x89PNG \r\n--\xff", content_type="image/png")


def parts_of(call: Call) -> dict[str, tuple[str | None, str | None, bytes]]:
    """By name: the file name, the type and the bytes, as another reader than ours has them."""
    head = f"Content-Type: {call.content_type}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + call.content)
    return {
        str(part.get_param("name", header="content-disposition")): (
            part.get_filename(),
            part.get("content-type"),
            bytes(part.get_payload(decode=True)),
        )
        for part in message.iter_parts()
    }


@pytest.mark.parametrize("files", [{"image": PICTURE}, {}])
def test_a_form_with_parts_is_one_even_without_a_file(files: dict[str, Upload]) -> None:
    call = Call.multipart("https://a.test/b", {"style": "gr\u00fcn"}, files, timeout_s=1, paid=True)
    assert call.content_type.startswith("multipart/form-data; boundary=")
    expected = {name: (file.filename, file.content_type, file.content) for name, file in files.items()}
    assert parts_of(call) == {"style": (None, None, "gr\u00fcn".encode()), **expected}


def test_a_question_has_no_body() -> None:
    call = Call.get("https://a.test/b", timeout_s=1, paid=False)
    assert (call.method, call.content, call.content_type) == ("GET", b"", "")


def test_no_repr_shows_what_is_sent() -> None:
    upload = Upload(filename="a.png", content=SECRET.encode(), content_type="image/png")
    call = Call.multipart("https://a.test/b", {"a": SECRET}, {"b": upload}, timeout_s=1, paid=True, query={"c": SECRET})
    assert SECRET not in f"{call} {upload}"
