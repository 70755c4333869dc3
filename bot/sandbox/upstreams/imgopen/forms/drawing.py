"""Orders to the drawing endpoints ("sd"), which spell like their open-source ancestor: the common part, and words."""

import secrets
from abc import ABC, abstractmethod
from typing import Any

from bot.sandbox.upstreams.imgopen.bench import Bench, Goods, Made
from bot.sandbox.upstreams.imgopen.config import ImgOpenConfig
from bot.sandbox.upstreams.imgopen.forms.fields import Count, SeedText, Side, Steps, Text
from bot.sandbox.upstreams.imgopen.forms.scripts import Scripts
from bot.sandbox.upstreams.imgopen.forms.submission import Submission
from bot.sandbox.upstreams.painting.brief import Brief

_LARGEST_SIDE = 4096
_SEEDS_FROM = 2**31
_NO_SEED = -1


class Drawing(Submission, ABC):
    """What the three have in common: `n_iter` times `batch_size` pictures, with seeds that count up from the first."""

    prompt: Text
    negative_prompt: str = ""
    n_iter: Count = 1
    batch_size: Count
    steps: Steps = 20
    width: Side = 512
    height: Side = 512
    restore_faces: bool = False
    enable_hr: bool = False
    hr_scale: int = 2
    hr_second_pass_steps: int = 0
    hr_resize_x: int = 0
    hr_resize_y: int = 0
    sampler_index: str = ""
    denoising_strength: float = 0.75

    @property
    @abstractmethod
    def scripts(self) -> Scripts:
        """The platform's part."""

    @property
    def own_id(self) -> str:
        """The id_task."""
        return self.scripts.id_task

    @property
    def words(self) -> str:
        """The prompt."""
        return self.prompt

    def refusal(self, config: ImgOpenConfig) -> str | None:
        """A model that is in no list, or no longer."""
        known = {str(row["sdModelCheckpoint"]) for row in config.models}
        wanted = self.scripts.sd_model_checkpoint
        return f"model {wanted} does not exist" if wanted and wanted not in known else None

    async def make(self, bench: Bench) -> Goods:
        """One picture per seed."""
        first = self._first_seed()
        seeds = [first + number for number in range(self.n_iter * self.batch_size)]
        return Goods(pictures=tuple([await self._make(bench, seed) for seed in seeds]))

    async def _make(self, bench: Bench, seed: int) -> Made:
        return Made(picture=await self.draw(bench, self._brief(seed)), seed=seed)

    @abstractmethod
    async def draw(self, bench: Bench, brief: Brief) -> bytes:
        """One picture."""

    @abstractmethod
    def wanted_seed(self) -> int:
        """The seed that was sent, -1 for none."""

    def guidance(self) -> float:
        """How closely to follow the words."""
        return 7.0

    def _first_seed(self) -> int:
        """Without a wish one from above 2^31, as in the page's example."""
        wanted = self.wanted_seed()
        return _SEEDS_FROM + secrets.randbelow(_SEEDS_FROM - 1024) if wanted == _NO_SEED else wanted

    def _brief(self, seed: int) -> Brief:
        scale = self.hr_scale if self.enable_hr else 1
        sides: dict[str, Any] = {
            "width": min(self.width * scale, _LARGEST_SIDE),
            "height": min(self.height * scale, _LARGEST_SIDE),
        }
        return Brief(
            prompt=self.prompt,
            negative=self.negative_prompt,
            model=self.scripts.sd_model_checkpoint,
            steps=self.steps,
            guidance=self.guidance(),
            seed=seed,
            **sides,
        )


class Text2Image(Drawing):
    """From words alone."""

    seed: SeedText = "-1"
    cfg_scale: float = 7
    alwayson_scripts: Scripts

    @property
    def scripts(self) -> Scripts:
        """The platform's part."""
        return self.alwayson_scripts

    def wanted_seed(self) -> int:
        """A string on the wire."""
        return int(self.seed)

    def guidance(self) -> float:
        """The cfg_scale."""
        return self.cfg_scale

    async def draw(self, bench: Bench, brief: Brief) -> bytes:
        """A picture from words."""
        return await bench.imaging.draw(brief)
