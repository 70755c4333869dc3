from tests.sandbox.discord.rules.judging import Case, choice, entry, label, modal, row, select, text


def _upload(**changes: object) -> dict[str, object]:
    return label({"type": 19, "custom_id": "photo"} | changes)


def _group(kind: int, *options: object) -> dict[str, object]:
    return label({"type": kind, "custom_id": "styles", "options": list(options)})


MODALS: dict[str, Case] = {
    "modals.custom-id-length": modal(label(entry()), custom_id=""),
    "modals.title-length": modal(label(entry()), title="x" * 46),
    "modals.component-count": modal(*(label(entry(custom_id=f"e{n}")) for n in range(6))),
    "modals.place": modal(row(select())),
    "modals.label-lengths": modal(label(entry(), label="x" * 46)),
    "modals.label-content": modal(label(text())),
    "modals.text-length": modal(text("x" * 4001)),
    "modals.input-lengths": modal(label(entry(placeholder="x" * 101))),
    "modals.input-bounds": modal(label(entry(max_length=0))),
    "modals.input-style": modal(label(entry(style=3))),
    "modals.radio-options": modal(_group(21, choice())),
    "modals.checkbox-options": modal(_group(22)),
    "modals.checkbox-optional": modal(label({"type": 23, "custom_id": "agree", "required": True})),
    "modals.upload-bounds": modal(_upload(max_values=11)),
    "modals.no-disabled": modal(label(entry(disabled=True))),
}
