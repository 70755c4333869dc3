"""Cartoon and painting styles."""

from bot.upstreams.ailab.choosing import Names, same

CARTOONS: Names = {
    "Vintage Comic": "0",
    "3D Fairy Tale": "1",
    "Two-dimensional (2D)": "2",
    "Refreshing and Elegant": "3",
    "Future Technology": "4",
    "Traditional Chinese Painting Style": "5",
    "General in a Hundred Battles": "6",
    "Colorful Cartoon": "7",
    "Graceful Chinese Style": "8",
}
"""Of the cartoon generator, version 2.0.0."""

PORTRAITS: Names = {
    "Japanese manga I": "jpcartoon",
    "Japanese manga II": "anime",
    "Chinese fine brush": "claborate",
    "Hong Kong comic": "hongkong",
    "comic": "comic",
    "3D animation": "animation3d",
    "hand-painted": "handdrawn",
    "pencil I": "sketch",
    "pencil II": "full",
    "artistic": "artstyle",
    "retro cartoon": "classic_cartoon",
    "moe manga": "tccartoon",
    "China comics": "hkcartoon",
    "3D cartoon": "3d_cartoon",
    "Pixar": "pixar",
    "Pixar Pro": "pixar_plus",
    "angel": "angel",
    "angel Pro": "angel_plus",
    "demon": "demon",
    "ukiyo-e": "ukiyoe_cartoon",
    "American manga": "amcartoon",
    "3D effects": "3d",
    "3D game": "3d_game",
    "pencil, head only": "head",
}
"""Of the portrait cartoons: those that both the page and the OpenAPI file list. `claborate` is the wire's spelling."""

PAINTINGS: Names = {
    "cartoon": "cartoon",
    "pencil": "pencil",
    "colour pencil": "color_pencil",
    "sugar-cube oil painting": "warm",
    "Kanagawa wave": "wave",
    "lavender": "lavender",
    "mononoke": "mononoke",
    "scream": "scream",
    "gothic": "gothic",
}

_NUMBERED = {"boy": 28, "boys": 2, "girl": 28, "girls": 4, "people": 3, "pet": 3, "scene": 6}

OLD_CARTOONS: Names = {
    "default": "default",
    **same(" ".join(f"{kind}-{number}" for kind, count in _NUMBERED.items() for number in range(count))),
}
"""Of the cartoon generator before version 2.0.0; `default` chooses by itself."""
