"""The tools that there are, in the order in which they are shown."""

from bot.domain.toolbox.edit import ENHANCE, ENLARGE, ERASE, OUTPAINT, REMOVEBG, WATERMARK, EnhanceOptions
from bot.domain.toolbox.generate import CONTROL, IMAGINE, PREVIEW, REIMAGINE, TRAIN
from bot.domain.toolbox.portrait import FACES, FACESWAP, HAIRSTYLE, PORTRAIT, RESTORE, FaceswapOptions
from bot.domain.toolbox.understand import DESCRIBE, PROMPT, STYLE

TOOLS = (
    ENHANCE,
    FACESWAP,
    FACES,
    PORTRAIT,
    HAIRSTYLE,
    RESTORE,
    IMAGINE,
    REIMAGINE,
    CONTROL,
    PREVIEW,
    TRAIN,
    OUTPAINT,
    ENLARGE,
    ERASE,
    REMOVEBG,
    WATERMARK,
    DESCRIBE,
    STYLE,
    PROMPT,
)

__all__ = [
    "CONTROL",
    "DESCRIBE",
    "ENHANCE",
    "ENLARGE",
    "ERASE",
    "FACES",
    "FACESWAP",
    "HAIRSTYLE",
    "IMAGINE",
    "OUTPAINT",
    "PORTRAIT",
    "PREVIEW",
    "PROMPT",
    "REIMAGINE",
    "REMOVEBG",
    "RESTORE",
    "STYLE",
    "TOOLS",
    "TRAIN",
    "WATERMARK",
    "EnhanceOptions",
    "FaceswapOptions",
]
