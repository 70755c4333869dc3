"""How Magic Tiger makes its pictures: one and the faces in it, or several in colour."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from bot.sandbox.upstreams.crafts.commission import Commission, Craft, Value
from bot.sandbox.upstreams.imaging import Imaging
from bot.sandbox.upstreams.jobs import Job, Output, Product, Script
from bot.sandbox.upstreams.magictiger.colouring import colourise
from bot.sandbox.upstreams.magictiger.config import MagicTigerConfig
from bot.sandbox.upstreams.pictures import crop, variant

_OPTIONS: Mapping[str, Value] = {"factor": 2, "subject": "anything", "form": "transparent"}
"""What a craft needs to know beside its name, since this vendor is told of a type and of nothing else."""

Store = Callable[[str, bytes], Awaitable[Output]]


async def make(
    picture: bytes, job: Job, *, code: int, imaging: Imaging, config: MagicTigerConfig, store: Store
) -> Product:
    """Process the picture as its type says and store what comes of it. Raises WorkFailed."""
    if code in config.multi_output_types:
        enhanced = await imaging.enhance(picture)
        return Product(outputs=await _colour(enhanced, job, config.outputs, store))
    made = await _process(picture, config.craft(code), imaging)
    main = await store(f"{job.platform_id}-0", made)
    faces = 0 if job.script is Script.NO_FACES else config.faces
    return Product(outputs=(main,), parts=await _cut_faces(made, job, faces, store))


async def _process(picture: bytes, craft: Craft | None, imaging: Imaging) -> bytes:
    if craft is None:
        return await imaging.enhance(picture)
    commission = Commission(craft=craft, pictures={"image": picture}, options=_OPTIONS)
    return (await imaging.work(commission))[0].picture


async def _colour(picture: bytes, job: Job, outputs: int, store: Store) -> tuple[Output, ...]:
    """Several pictures are what the one documented type of that kind makes: colourings, here of falling strength."""
    coloured = await asyncio.to_thread(colourise, picture)
    made = [await store(f"{job.platform_id}-0", coloured)]
    for number in range(1, outputs):
        paler = await asyncio.to_thread(variant, coloured, number)
        made.append(await store(f"{job.platform_id}-{number}", paler))
    return tuple(made)


async def _cut_faces(picture: bytes, job: Job, faces: int, store: Store) -> tuple[Output, ...]:
    parts = []
    for number in range(faces):
        face = await asyncio.to_thread(crop, picture, part=number, parts=faces)
        parts.append(await store(f"{job.platform_id}-face-{number}", face))
    return tuple(parts)
