from tests.sandbox.discord.rules.judging import Case, button, choice, row, select, text, v2

_PICTURE = {"media": {"url": "https://example.com/a.png"}}


def _gallery(*items: object) -> dict[str, object]:
    return {"type": 12, "items": list(items)}


COMPONENTS: dict[str, Case] = {
    "components.custom-id-length": v2(row(button(custom_id="x" * 101))),
    "components.unique-custom-ids": v2(row(button(), button())),
    "components.id-range": v2(text() | {"id": 2**31}),
    "components.unique-ids": v2(text() | {"id": 7}, text() | {"id": 7}),
    "components.total": v2(*[text()] * 41),
    "components.text-total": v2(text("x" * 2001), text("x" * 2000)),
    "components.place": v2(text(), {"type": 17, "components": [text(), {"type": 17, "components": [text()]}]}),
    "components.row-content": v2(row(select(), button())),
    "components.section-content": v2({"type": 9, "components": [text()]}),
    "components.container-content": v2({"type": 17, "components": []}),
    "components.gallery-items": v2(_gallery(*[_PICTURE] * 11)),
    "components.button-style": v2(row(button(style=7))),
    "components.button-needs": v2(row(button(custom_id=None))),
    "components.button-excludes": v2(row(button(style=5, url="https://example.com"))),
    "components.button-label-length": v2(row(button(label="x" * 81))),
    "components.button-url": v2(row(button(style=5, custom_id=None, url="javascript:alert(1)"))),
    "components.placeholder-length": v2(row(select(placeholder="x" * 151))),
    "components.select-bounds": v2(row(select(min_values=2, max_values=1))),
    "components.select-options": v2(row(select(*(choice(value=f"v{n}") for n in range(26))))),
    "components.option-lengths": v2(row(select(choice(label="")))),
    "components.unique-option-values": v2(row(select(choice(), choice()))),
    "components.media-url": v2(_gallery({"media": {"url": "ftp://example.com/a.png"}})),
    "components.file-is-attachment": v2({"type": 13, "file": {"url": "https://example.com/a.png"}}),
    "components.attachment-exists": v2(_gallery({"media": {"url": "attachment://b.png"}}), uploads=["a.png"]),
    "components.alt-text-length": v2(_gallery(_PICTURE | {"description": "x" * 1025})),
    "components.separator-spacing": v2({"type": 14, "spacing": 3}),
    "components.text-length": v2(text("")),
}
