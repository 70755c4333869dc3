"""Orders to extend a picture, or to see what a preprocessor takes from it."""

from typing import Annotated

from pydantic import Field

from bot.sandbox.upstreams.imaging import PREPROCESSORS
from bot.sandbox.upstreams.imgopen.bench import Bench, Goods, Made
from bot.sandbox.upstreams.imgopen.config import ImgOpenConfig
from bot.sandbox.upstreams.imgopen.forms.fields import Count, SmallSeed, Text
from bot.sandbox.upstreams.imgopen.forms.submission import ToolOrder
from bot.sandbox.upstreams.painting.brief import Brief

Ratio = Annotated[float, Field(ge=1, le=4)]


class Outpaint(ToolOrder):
    """A picture to extend. The second ratio's range is cut off on the page; it is taken to be the first one's."""

    source_image: Text
    prompt: str = ""
    negative_prompt: str = ""
    sample_step: Annotated[int, Field(ge=0, le=50)] = 20
    sampler: str = ""
    image_count: Count
    prompt_guide_factor: Annotated[int, Field(ge=1, le=45)] = 7
    seed: SmallSeed = -1
    vertical_expansion_ratio: Ratio
    horizontal_expansion_ratio: Ratio

    async def make(self, bench: Bench) -> Goods:
        """So many extended pictures."""
        picture = await bench.fetch(self.source_image)
        first = bench.luck if self.seed < 0 else self.seed
        return Goods(
            pictures=tuple([await self._make(bench, picture, first + number) for number in range(self.image_count)])
        )

    async def _make(self, bench: Bench, picture: bytes, seed: int) -> Made:
        brief = Brief(
            prompt=self.prompt,
            negative=self.negative_prompt,
            steps=self.sample_step,
            guidance=self.prompt_guide_factor,
            seed=seed,
        )
        made = await bench.imaging.outpaint(
            picture, brief, vertical=self.vertical_expansion_ratio, horizontal=self.horizontal_expansion_ratio
        )
        return Made(picture=made, seed=seed)


class Preview(ToolOrder):
    """A picture to look at. The page names one preprocessor only."""

    source_image: Text
    preprocessor: Text

    def refusal(self, config: ImgOpenConfig) -> str | None:  # noqa: ARG002 (the base's signature)
        """A preprocessor that nobody knows."""
        known = self.preprocessor in PREPROCESSORS
        return None if known else f"preprocessor {self.preprocessor} does not exist"

    async def make(self, bench: Bench) -> Goods:
        """What the preprocessor sees."""
        picture = await bench.fetch(self.source_image)
        return Goods(pictures=(Made(picture=await bench.imaging.trace(picture, self.preprocessor)),))
