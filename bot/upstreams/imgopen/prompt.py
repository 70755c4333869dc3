"""What is drawn and how large, from a person's options and the operator's settings."""

from bot.domain.offers import Shape
from bot.domain.sentences import Sentence
from bot.domain.sizes import Ratio, sides_of
from bot.domain.toolbox.generate import DrawingOptions
from bot.upstreams.imgopen.refusals import unset
from bot.upstreams.imgopen.settings import ImgOpenSettings


def worded(options: DrawingOptions, settings: ImgOpenSettings) -> str:
    """The prompt, with LoRA and embedding as the operator's templates write them."""
    added = ((settings.lora_prompt, options.lora), (settings.embedding_prompt, options.embedding))
    words = [template.replace("{name}", name) for template, name in added if template and name]
    return ", ".join([options.prompt, *words])


def missing_template(options: DrawingOptions, settings: ImgOpenSettings) -> Sentence | None:
    """How a LoRA or an embedding is written into a prompt is in no document: the operator has to say."""
    if options.lora is not None and settings.lora_prompt is None:
        return unset("lora_prompt")
    if options.embedding is not None and settings.embedding_prompt is None:
        return unset("embedding_prompt")
    return None


def sides(
    options: DrawingOptions, settings: ImgOpenSettings, picture: Shape | None = None
) -> tuple[int, int] | tuple[None, None]:
    """Width and height in pixels: as said, or else as the picture's that is redrawn, or else the vendor's own."""
    longest = options.size or settings.default_side
    if options.ratio is not None:
        return options.ratio.sides(longest)
    if picture is not None:
        return sides_of(picture.width, picture.height, longest)
    return (None, None) if options.size is None else Ratio.SQUARE.sides(longest)
