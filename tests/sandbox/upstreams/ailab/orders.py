"""Correct orders for every endpoint, and who sends them."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from aiohttp import ClientSession, FormData
from PIL import Image

from bot.sandbox.upstreams import AilabTools
from bot.sandbox.upstreams.ailab import ENDPOINTS
from bot.sandbox.upstreams.ailab.endpoint import Endpoint
from tests.sandbox.upstreams.customers import Answer, paint

SIZE = (320, 280)
QUERY, LEGACY, CREDITS = (
    "/api/common/query-async-task-result",
    "/api/image/asyn-task-results",
    "/api/common/query-credits",
)

NEEDS: dict[str, dict[str, str]] = {
    "image-color-enhancement": {"output_format": "png", "mode": "LogC"},
    "image-cropping": {"width": "100", "height": "90"},
    "image-style-conversion": {"option": "pencil"},
    "ai-anime-generator": {"task_type": "async", "index": "0"},
    "portrait-animation": {"type": "pixar"},
    "face-attribute-editing": {"action_type": "TO_OLD"},
    "emotion-editor": {"service_choice": "12"},
    "face-filter": {"resource_type": "10001", "strength": "0.5"},
    "hairstyle-editor-pro": {"hair_style": "BuzzCut"},
    "hairstyle-editor-premium": {"hair_style": "BuzzCut"},
    "emotion-editor-advanced": {"expression": "natural_smile"},
    "photo-to-emoji-grid": {"expression": "Angry", "style": "3D", "scene": "Baby Shower"},
    "ai-photography": {"style_title": "Film noir", "style_desc": "Rain and neon"},
    "ai-beard-styling": {"beard": "Goatee"},
    "ai-halloween-mask": {"mask_style": "7"},
    "try-on-clothes": {"clothes_type": "upper_body", "task_type": "async"},
    "image-color-migration": {"mode": "TEMPLATE", "color_template": "056A6B,0A0B0C"},
    "image-hd-color-migration": {
        "mode": "TEMPLATE",
        "color_template": "056A6B",
        "degree": "0.4",
        "task_type": "async",
    },
}
"""The required texts of each endpoint that has any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file part."""

    data: bytes = field(repr=False)
    filename: str = "picture.jpg"
    content_type: str = "image/jpeg"


def jpeg(colour: str = "red", size: tuple[int, int] = SIZE) -> Attachment:
    return Attachment(data=paint(colour, size=size))


def png(image: Image.Image | None = None, **options: Any) -> Attachment:
    """The picture, or a mask whose right half is white."""
    target = BytesIO()
    (half_mask() if image is None else image).save(target, "PNG", **options)
    return Attachment(data=target.getvalue(), filename="picture.png", content_type="image/png")


def half_mask(size: tuple[int, int] = SIZE) -> Image.Image:
    mask = Image.new("L", size, 0)
    mask.paste(255, (size[0] // 2, 0, *size))
    return mask


def files(endpoint: Endpoint) -> dict[str, Attachment]:
    """What the page requires; the second picture is blue."""
    required = [file for file in endpoint.files if file.required]
    return {
        file.name: png() if file.mask else jpeg("blue" if number else "red") for number, file in enumerate(required)
    }


def opened(picture: bytes) -> Image.Image:
    image = Image.open(BytesIO(picture))
    image.load()
    return image


@dataclass(frozen=True, slots=True, kw_only=True)
class AilabCustomer:
    """Sends forms and asks for results."""

    session: ClientSession
    headers: dict[str, str]
    vendor: AilabTools

    async def order(
        self,
        code: str,
        texts: dict[str, str] | None = None,
        *,
        sent: dict[str, Attachment] | None = None,
        drop: tuple[str, ...] = (),
    ) -> Answer:
        """A correct order, but for what is given; what is in `drop` is left out."""
        endpoint = ENDPOINTS[code]
        form = FormData(default_to_multipart=True)
        for name, text in {**NEEDS.get(code, {}), **(texts or {})}.items():
            if name not in drop:
                form.add_field(name, text)
        for name, each in {**files(endpoint), **(sent or {})}.items():
            if name not in drop:
                form.add_field(name, BytesIO(each.data), filename=each.filename, content_type=each.content_type)
        return await self.post(endpoint.path, form)

    async def post(self, path: str, form: Any) -> Answer:
        async with self.session.post(self.vendor.base_url + path, data=form, headers=self.headers) as response:
            return Answer(status=response.status, json=await response.json())

    async def get(self, path: str, **query: str) -> Answer:
        url = self.vendor.base_url + path
        async with self.session.get(url, params=query, headers=self.headers) as response:
            return Answer(status=response.status, json=await response.json())

    async def fetch(self, code: str, texts: dict[str, str] | None = None, **more: Any) -> Any:
        """Order, wait until it has settled, and return the answer that has the result."""
        answer = await self.order(code, texts, **more)
        if "task_id" not in answer.json:
            return answer.json
        await self.vendor.idle()
        return (await self.get(QUERY, task_id=answer.json["task_id"])).json

    async def download(self, url: str) -> bytes:
        async with self.session.get(url) as response:
            response.raise_for_status()
            return await response.read()

    async def status_of(self, url: str) -> int:
        async with self.session.get(url) as response:
            return response.status
