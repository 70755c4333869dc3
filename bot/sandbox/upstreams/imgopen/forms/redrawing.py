"""Orders to draw from a picture and words."""

from bot.sandbox.upstreams.imaging import PREPROCESSORS
from bot.sandbox.upstreams.imgopen.bench import Bench
from bot.sandbox.upstreams.imgopen.config import ImgOpenConfig
from bot.sandbox.upstreams.imgopen.forms.drawing import Drawing
from bot.sandbox.upstreams.imgopen.forms.fields import SeedText
from bot.sandbox.upstreams.imgopen.forms.scripts import ControlScripts, RedrawScripts, Scripts
from bot.sandbox.upstreams.painting.brief import Brief


class Image2Image(Drawing):
    """From a picture and words; with a mask, only where that is white."""

    seed: SeedText = "-1"
    cfg_scale: int = 7
    hr_upscaler: str = ""
    resize_mode: int = 0
    mask_blur: int = 0
    mask_blur_x: int = 0
    mask_blur_y: int = 0
    inpainting_fill: int = 0
    inpaint_full_res: bool = False
    inpaint_full_res_padding: int = 0
    inpainting_mask_invert: int = 0
    initial_noise_multiplier: float = 1
    image_cfg_scale: float = 1.5
    alwayson_scripts: RedrawScripts

    @property
    def scripts(self) -> Scripts:
        """The platform's part."""
        return self.alwayson_scripts

    def wanted_seed(self) -> int:
        """A string on the wire."""
        return int(self.seed)

    def guidance(self) -> float:
        """The cfg_scale, an integer here."""
        return self.cfg_scale

    async def draw(self, bench: Bench, brief: Brief) -> bytes:
        """The picture redrawn."""
        picture = await bench.fetch(self.alwayson_scripts.image_link)
        link = self.alwayson_scripts.mask_link
        mask = await bench.fetch(link) if link else None
        return await bench.imaging.redraw(picture, brief, mask=mask, strength=self.denoising_strength)


class ControlNet(Drawing):
    """From a picture's outlines and words."""

    seed: int | SeedText = -1
    cfg_scale: float = 7
    resize_mode: float
    alwayson_scripts: ControlScripts

    @property
    def scripts(self) -> Scripts:
        """The platform's part."""
        return self.alwayson_scripts

    def misfit(self, code: str, config: ImgOpenConfig) -> str | None:
        """The seed's type, which the documents contradict themselves about."""
        type_ = str if config.controlnet_seed == "text" else int
        is_right = "seed" not in self.model_fields_set or isinstance(self.seed, type_)
        return super().misfit(code, config) if is_right else f"seed: Input should be of type {type_.__name__}"

    def refusal(self, config: ImgOpenConfig) -> str | None:
        """No picture anywhere."""
        return super().refusal(config) if self.alwayson_scripts.picture_url() else "there is no picture to follow"

    def wanted_seed(self) -> int:
        """Either way."""
        return int(self.seed)

    def guidance(self) -> float:
        """The cfg_scale."""
        return self.cfg_scale

    async def draw(self, bench: Bench, brief: Brief) -> bytes:
        """A picture along another."""
        scripts = self.alwayson_scripts
        picture = await bench.fetch(scripts.picture_url())
        preprocessor = scripts.preprocessor(PREPROCESSORS) or "canny"
        return await bench.imaging.follow(picture, brief, preprocessor=preprocessor)
