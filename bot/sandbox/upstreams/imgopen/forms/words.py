"""Orders for words, and for pictures from words by the newer drawing tool."""

from typing import Annotated, Literal

from pydantic import Field

from bot.sandbox.upstreams.imgopen.bench import Bench, Goods, Made
from bot.sandbox.upstreams.imgopen.expansion import expand
from bot.sandbox.upstreams.imgopen.forms.fields import Count, Side, Steps, Text
from bot.sandbox.upstreams.imgopen.forms.submission import ToolOrder
from bot.sandbox.upstreams.painting.brief import Brief


class Interrogate(ToolOrder):
    """A picture to describe. The page calls callbackUrl required and leaves it out of its own example."""

    image: Text
    model: Literal["clip", "deepdanbooru"] = "clip"

    async def make(self, bench: Bench) -> Goods:
        """A sentence or tags."""
        picture = await bench.fetch(self.image)
        return Goods(texts=(await bench.imaging.caption(picture, as_tags=self.model == "deepdanbooru"),))


class IdentifyStyle(ToolOrder):
    """A picture whose style is to be named."""

    source_image: Text

    async def make(self, bench: Bench) -> Goods:
        """The style's name."""
        return Goods(texts=(await bench.imaging.name_style(await bench.fetch(self.source_image)),))


class ExpandPrompt(ToolOrder):
    """A prompt to lengthen. Only two of the ranges are documented."""

    mode: Literal[0, 1]
    source_prompt: Text
    top_k: Annotated[int, Field(ge=0, le=250)] = 100
    top_p: Annotated[float, Field(ge=0.01)] = 1
    temperature: float = 1
    repetition_penalty: float = 1
    max_tokens: int = 75
    min_tokens: int = 1
    sequences_num: Count = 1

    async def make(self, bench: Bench) -> Goods:  # noqa: ARG002 (words need nothing)
        """So many longer prompts."""
        return Goods(texts=expand(self.source_prompt, is_xl=self.mode == 1, pool=self.top_k, count=self.sequences_num))


class Flux(ToolOrder):
    """One picture from words. It takes no seed."""

    comfy_task_type: Literal["Flux1DevFP8", "Flux1SchnellFP8"]
    prompt: Text
    width: Side = 512
    height: Side = 512
    steps: Steps = 4
    flux_guidance: float = 3.5

    async def make(self, bench: Bench) -> Goods:
        """A picture by chance."""
        brief = Brief(
            prompt=self.prompt,
            model=self.comfy_task_type,
            width=self.width,
            height=self.height,
            steps=self.steps,
            guidance=2 * self.flux_guidance,
            seed=bench.luck,
        )
        return Goods(pictures=(Made(picture=await bench.imaging.draw(brief)),))
