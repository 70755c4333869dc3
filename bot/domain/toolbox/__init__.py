"""The tools that there are, in the order in which they are shown."""

from bot.domain.toolbox.art import CARTOON, EMOJI, LINEART, PAINT, PHOTOSHOOT
from bot.domain.toolbox.colours import COLORIZE, GRADE, RECOLOR
from bot.domain.toolbox.edit import (
    CONTRAST,
    CROP,
    DEHAZE,
    ENHANCE,
    ENLARGE,
    OUTPAINT,
    REMOVEBG,
    SHARPEN,
    UNSTRETCH,
    WATERMARK,
    EnhanceOptions,
)
from bot.domain.toolbox.generate import CONTROL, IMAGINE, PREVIEW, REIMAGINE, TRAIN, WALLPAPER
from bot.domain.toolbox.looks import (
    AGE,
    BEARD,
    BLURFACES,
    EFFECT,
    EXPRESSION,
    FILTER,
    GENDER,
    HAIRCOLOR,
    HAIRSTYLE,
    HALLOWEEN,
    RETOUCH,
    TRYON,
)
from bot.domain.toolbox.marking import ERASE, REPLACE
from bot.domain.toolbox.portrait import FACES, FACESWAP, PORTRAIT, RESTORE, FaceswapOptions
from bot.domain.toolbox.understand import DESCRIBE, PROMPT, STYLE

_PORTRAITS = (FACESWAP, FACES, PORTRAIT, HAIRSTYLE, HAIRCOLOR, BEARD, AGE, GENDER, EXPRESSION)
_FACES = (RESTORE, RETOUCH, EFFECT, HALLOWEEN, FILTER, BLURFACES, TRYON)
_DRAWINGS = (IMAGINE, REIMAGINE, CONTROL, PREVIEW, TRAIN, WALLPAPER)
_EDITS = (ENLARGE, SHARPEN, DEHAZE, CONTRAST, UNSTRETCH, CROP, OUTPAINT, ERASE, REPLACE, REMOVEBG, WATERMARK)
_COLOURS = (COLORIZE, RECOLOR, GRADE)
_ARTS = (CARTOON, LINEART, PAINT, EMOJI, PHOTOSHOOT)
_WORDS = (DESCRIBE, STYLE, PROMPT)

TOOLS = (ENHANCE, *_PORTRAITS, *_FACES, *_DRAWINGS, *_EDITS, *_COLOURS, *_ARTS, *_WORDS)

__all__ = [
    "AGE",
    "BEARD",
    "BLURFACES",
    "CARTOON",
    "COLORIZE",
    "CONTRAST",
    "CONTROL",
    "CROP",
    "DEHAZE",
    "DESCRIBE",
    "EFFECT",
    "EMOJI",
    "ENHANCE",
    "ENLARGE",
    "ERASE",
    "EXPRESSION",
    "FACES",
    "FACESWAP",
    "FILTER",
    "GENDER",
    "GRADE",
    "HAIRCOLOR",
    "HAIRSTYLE",
    "HALLOWEEN",
    "IMAGINE",
    "LINEART",
    "OUTPAINT",
    "PAINT",
    "PHOTOSHOOT",
    "PORTRAIT",
    "PREVIEW",
    "PROMPT",
    "RECOLOR",
    "REIMAGINE",
    "REMOVEBG",
    "REPLACE",
    "RESTORE",
    "RETOUCH",
    "SHARPEN",
    "STYLE",
    "TOOLS",
    "TRAIN",
    "TRYON",
    "UNSTRETCH",
    "WALLPAPER",
    "WATERMARK",
    "EnhanceOptions",
    "FaceswapOptions",
]
