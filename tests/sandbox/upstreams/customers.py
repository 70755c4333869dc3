"""The other side of the wire: somebody who hosts pictures, and plain HTTP customers of the vendors."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from aiohttp import ClientSession, web
from PIL import Image

from bot.sandbox.upstreams import ImgOpen, MagicTiger


def paint(colour: str = "red", *, size: tuple[int, int] = (96, 80), form: str = "JPEG") -> bytes:
    """A picture whose right half is white."""
    image = Image.new("RGB", size, colour)
    image.paste("white", (size[0] // 2, 0, *size))
    target = BytesIO()
    image.save(target, form)
    return target.getvalue()


def pixel(picture: bytes, x: int, y: int = 10) -> tuple[int, int, int]:
    """One pixel's colour, rounded so that compression does not show."""
    with Image.open(BytesIO(picture)) as image:
        red, green, blue = image.convert("RGB").tobytes()[3 * (y * image.width + x) :][:3]
    return round(red / 64), round(green / 64), round(blue / 64)


@dataclass(slots=True, kw_only=True)
class PictureHost:
    """A web server with pictures; what it does not have answers 404, `/moved/x` redirects to `/x`."""

    origin: str = ""
    pictures: dict[str, bytes] = field(default_factory=dict)
    requested: list[str] = field(default_factory=list)

    def put(self, name: str, picture: bytes) -> str:
        """Host the picture and return its URL."""
        self.pictures[name] = picture
        return f"{self.origin}/{name}"

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/moved/{name}", self._move)
        app.router.add_get("/{name}", self._serve)
        return app

    async def _move(self, request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": f"/{request.match_info['name']}"})

    async def _serve(self, request: web.Request) -> web.Response:
        self.requested.append(request.match_info["name"])
        picture = self.pictures.get(request.match_info["name"])
        return web.Response(status=404) if picture is None else web.Response(body=picture)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An HTTP status and the JSON that came with it."""

    status: int
    json: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Posts JSON and downloads results."""

    session: ClientSession
    headers: dict[str, str]
    base_url: str

    async def post(self, path: str, body: Any) -> Answer:
        async with self.session.post(self.base_url + path, json=body, headers=self.headers) as response:
            return Answer(status=response.status, json=await response.json())

    async def download(self, url: str) -> bytes:
        async with self.session.get(url) as response:
            response.raise_for_status()
            return await response.read()

    async def status_of(self, url: str) -> int:
        async with self.session.get(url) as response:
            return response.status


@dataclass(frozen=True, slots=True, kw_only=True)
class ImgOpenCustomer(Customer):
    """Knows Img Open's paths."""

    vendor: ImgOpen
    host: PictureHost

    def order(self, own_id: str = "own-1", **more: Any) -> dict[str, Any]:
        """A correct body for a face swap."""
        source, target = self.host.put("source", paint("blue")), self.host.put("target", paint("red"))
        return {"businessTaskId": own_id, "sourceUrl": source, "targetUrl": target, **more}

    async def send(self, path: str, body: Any) -> Answer:
        """A call below the service's prefix."""
        return await self.post(f"/AIGCImgOpenServ/saas/{path}", body)

    async def submit(self, body: Any, *, tool: str = "roop") -> Answer:
        return await self.post(f"/AIGCImgOpenServ/saas/tool/{tool}", body)

    async def query(self, task_id: str = "own-1", *, tool: str = "roop") -> Answer:
        return await self.post(f"/AIGCImgOpenServ/saas/tool/{tool}/queryTask", {"businessTaskId": task_id})

    async def swap(self, *, tool: str = "roop", own_id: str = "own-1", **more: Any) -> Any:
        """Submit, wait until the vendor has settled, and return the query's `data`."""
        await self.submit(self.order(own_id, **more), tool=tool)
        await self.vendor.idle()
        return (await self.query(own_id, tool=tool)).json["data"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MagicTigerCustomer(Customer):
    """Knows Magic Tiger's paths."""

    vendor: MagicTiger
    host: PictureHost

    def order(self, picture: bytes | None = None, **more: Any) -> dict[str, Any]:
        """A correct body for an enhancement."""
        return {"picurl": self.host.put("input.jpg", paint() if picture is None else picture), "type": 1, **more}

    async def create(self, body: Any = None) -> Answer:
        return await self.post("/createtask", self.order() if body is None else body)

    async def create_id(self, body: Any = None) -> str:
        return str((await self.create(body)).json["data"]["taskid"])

    async def get(self, taskid: str, kind: int = 1) -> Answer:
        return await self.post("/gettask", {"taskid": taskid, "type": kind})

    async def delete(self, taskid: str) -> Answer:
        return await self.post("/deletetask", {"taskid": taskid})

    async def enhance(self, body: Any = None, kind: int = 1) -> Any:
        """Create, wait until the vendor has settled, and return the task object."""
        taskid = await self.create_id(body)
        await self.vendor.idle()
        return (await self.get(taskid, kind)).json["data"]
