"""Orders about faces."""

from typing import Annotated, Literal

from pydantic import Field

from bot.sandbox.upstreams.failures import ImagingFailed
from bot.sandbox.upstreams.imgopen.bench import Bench, Goods, Made
from bot.sandbox.upstreams.imgopen.forms.fields import SmallSeed, Steps, Text, UnitInterval
from bot.sandbox.upstreams.imgopen.forms.submission import ToolOrder
from bot.sandbox.upstreams.painting.brief import Brief

_PORTRAIT_SIDE = 960


class SingleFaceSwap(ToolOrder):
    """Version 1: two URLs."""

    source_url: Text
    target_url: Text

    async def make(self, bench: Bench) -> Goods:
        """The target with the source's face."""
        source, target = await bench.fetch(self.source_url), await bench.fetch(self.target_url)
        return Goods(pictures=(Made(picture=await bench.imaging.swap(source, target, self._fidelity())),))

    def _fidelity(self) -> float | None:
        return None


class SingleFaceSwapV2(SingleFaceSwap):
    """Version 2: with a weight, which is a string on the wire; an empty one means that none was sent."""

    fidelity_weight: UnitInterval = ""

    def _fidelity(self) -> float | None:
        return float(self.fidelity_weight) if self.fidelity_weight else None


class FaceFusion(ToolOrder):
    """One face goes to the target's face `face_idx`; of two, which goes where is not documented: here, in order."""

    source_url: Annotated[list[Text], Field(min_length=1, max_length=2)]
    target_url: Text
    face_idx: Annotated[int, Field(ge=1)] = 1

    async def make(self, bench: Bench) -> Goods:
        """The target with one or two other faces."""
        sources = [await bench.fetch(url) for url in self.source_url]
        first = self.face_idx if len(sources) == 1 else 1
        numbered = dict(enumerate(sources, start=first))
        picture = await bench.imaging.swap_faces(numbered, await bench.fetch(self.target_url))
        return Goods(pictures=(Made(picture=picture),))


class FaceDetection(ToolOrder):
    """A picture to search."""

    image_url: Text

    async def make(self, bench: Bench) -> Goods:
        """The faces. What a picture without any comes to is not documented."""
        picture = await bench.fetch(self.image_url)
        faces = [] if bench.faceless else await bench.imaging.find_faces(picture)
        if not faces and bench.config.no_face_answer == "failed":
            raise ImagingFailed("no face was found")
        return Goods(pictures=tuple(Made(picture=face) for face in faces))


class InstantId(ToolOrder):
    """A portrait to restyle; one size is offered."""

    image: Text
    prompt: Text
    height: Literal[960] = 960
    width: Literal[960] = 960
    negative_prompt: str = ""
    steps: Steps = 30
    guidance_scale: int = 5
    seed: SmallSeed = -1

    async def make(self, bench: Bench) -> Goods:
        """The person in another style."""
        seed = bench.luck if self.seed < 0 else self.seed
        brief = Brief(
            prompt=self.prompt,
            negative=self.negative_prompt,
            width=_PORTRAIT_SIDE,
            height=_PORTRAIT_SIDE,
            steps=self.steps,
            guidance=self.guidance_scale,
            seed=seed,
        )
        picture = await bench.imaging.portray(await bench.fetch(self.image), brief)
        return Goods(pictures=(Made(picture=picture, seed=seed),))
