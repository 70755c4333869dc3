"""From a form to an order: every rule that a page states."""

from collections.abc import Iterator

from bot.sandbox.upstreams.ailab.endpoint import Endpoint, Order
from bot.sandbox.upstreams.ailab.fields import Field
from bot.sandbox.upstreams.ailab.files import File, Sent, breaches
from bot.sandbox.upstreams.ailab.forms import MULTIPART, Form
from bot.sandbox.upstreams.ailab.office import Office
from bot.sandbox.upstreams.ailab.replies import Refusal
from bot.sandbox.upstreams.ailab.rules import Rule
from bot.sandbox.upstreams.crafts.commission import Value

_WRONG_NAME = "AI service internal error: File type not supported"


class Intake:
    """Reads what one endpoint was sent."""

    def __init__(self, office: Office, endpoint: Endpoint) -> None:
        self._office = office
        self._endpoint = endpoint

    def read(self, form: Form) -> Order:
        """The order. Raises Refusal; what no correct client sends is written down."""
        if form.content_type != MULTIPART:
            self._demand(Rule.MULTIPART, "ERROR_PARAMETERS", f"body: {form.content_type}, not {MULTIPART}")
        self._check_names(form)
        order = Order(
            values={field.name: self._value(field, form) for field in self._endpoint.fields},
            sent=frozenset(form.texts),
            pictures={file.name: sent.picture for file, sent in self._files(form)},
        )
        if misfit := self._endpoint.misfit(order):
            self._demand(Rule.VALUE, self._office.config.value_code, misfit)
        self._review(form)
        return order

    def _check_names(self, form: Form) -> None:
        """A text where a file belongs is missing as a file, and the other way round."""
        endpoint = self._endpoint
        texts, files = {field.name for field in endpoint.fields}, {file.name for file in endpoint.files}
        for name in sorted(form.repeated):
            self._demand(Rule.REPEATED_FIELD, "ERROR_PARAMETERS", f"{name}: was sent more than once")
        for name in sorted((form.texts.keys() - texts) | (form.files.keys() - files)):
            self._demand(Rule.UNKNOWN_FIELD, "ERROR_PARAMETERS", f"{name}: is not on the page")
        required = [field.name for field in endpoint.fields if field.required]
        for name in (*required, *(file.name for file in endpoint.files if file.required)):
            if name not in form.names:
                self._demand(Rule.MISSING_FIELD, "MISSING_PARAMETERS", f"{name}: is required")

    def _value(self, field: Field, form: Form) -> Value:
        text = form.texts.get(field.name)
        if text is None:
            return field.default
        try:
            return field.read(text)
        except ValueError as error:
            self._demand(Rule.VALUE, self._office.config.value_code, f"{field.name}: {error}")
            return text if field.default is None else field.default

    def _files(self, form: Form) -> Iterator[tuple[File, Sent]]:
        picture = form.files.get("image")
        for file in self._endpoint.files:
            if file.name not in form.files:
                continue
            sent = form.files[file.name]
            if sent is None:
                self._demand(Rule.FILE_READABLE, "FILE_DECODING_FAILURE", f"{file.name}: is no picture")
                continue
            self._check(file, sent, picture)
            yield file, sent

    def _check(self, file: File, sent: Sent, picture: Sent | None) -> None:
        for rule, code, sentence in breaches(file, sent, self._office.config.megabyte):
            if rule is Rule.FILE_NAME and self._endpoint.judges_names:
                self._demand(rule, "AI_SERVICE_INTERNAL_ERROR", f"{_WRONG_NAME} ({file.name})")
            self._demand(rule, code, f"{file.name}: {sentence}")
        if file.mask and picture and (sent.width, sent.height) != (picture.width, picture.height):
            self._demand(
                Rule.MASK_SIZE, "ERROR_MASK_IMAGE_RESOLUTION_MISMATCH", f"{file.name}: is not as large as the image"
            )

    def _review(self, form: Form) -> None:
        """The contents are the person's: no violation."""
        for word in self._office.config.censored:
            if any(word in text.lower() for text in form.texts.values()):
                raise Refusal("ERROR_CONTENT_NON_COMPLIANCE")

    def _demand(self, rule: Rule, error: str, sentence: str) -> None:
        self._office.demand(self._endpoint.code, rule, error, sentence)
