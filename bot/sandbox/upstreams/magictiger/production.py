"""How Magic Tiger makes its pictures: one, or several, and the faces in them."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.sandbox.upstreams.imaging import Imaging
from bot.sandbox.upstreams.jobs import Job, Output, Product, Script
from bot.sandbox.upstreams.magictiger.config import MagicTigerConfig
from bot.sandbox.upstreams.pictures import crop, variant

Store = Callable[[str, bytes], Awaitable[Output]]


async def make(
    picture: bytes, job: Job, *, is_multi: bool, imaging: Imaging, config: MagicTigerConfig, store: Store
) -> Product:
    """Process the picture and store what comes of it. Raises WorkFailed."""
    enhanced = await imaging.enhance(picture)
    outputs = [await store(f"{job.platform_id}-0", enhanced)]
    if is_multi:
        for number in range(1, config.outputs):
            other = await asyncio.to_thread(variant, enhanced, number)
            outputs.append(await store(f"{job.platform_id}-{number}", other))
        return Product(outputs=tuple(outputs))
    faces = 0 if job.script is Script.NO_FACES else config.faces
    return Product(outputs=tuple(outputs), parts=await _cut_faces(enhanced, job, faces, store))


async def _cut_faces(picture: bytes, job: Job, faces: int, store: Store) -> tuple[Output, ...]:
    parts = []
    for number in range(faces):
        face = await asyncio.to_thread(crop, picture, part=number, parts=faces)
        parts.append(await store(f"{job.platform_id}-face-{number}", face))
    return tuple(parts)
