"""The commands that the person in the demo uses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.sandbox import pictures
from bot.sandbox.demo.ways import Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One command: its pictures and its other options, by option; the names, without extension, of what is kept.

    `choice` is what the person picks, or how the button begins that they press, if they are asked something. It is
    played in each of the `ways`. `at_once`: there is nobody to ask whether it is ready.
    """

    command: str
    pictures: Mapping[str, bytes] = field(repr=False)
    options: Mapping[str, str | float]
    files: Mapping[str, str]
    result: str
    choice: str = ""
    ways: tuple[Way, ...] = tuple(Way)
    at_once: bool = False


def acts() -> Sequence[Act]:
    """In their order."""
    return (
        Act(
            command="enhance",
            pictures={"image": pictures.photo()},
            options={},
            files={"image": "enhance-before"},
            result="enhance-after",
        ),
        Act(
            command="faceswap",
            pictures={"source": pictures.portrait_source(), "target": pictures.portrait_target()},
            options={"fidelity": 0.7},
            files={"source": "faceswap-source", "target": "faceswap-target"},
            result="faceswap-after",
        ),
        Act(
            command="imagine",
            pictures={},
            options={
                "prompt": "a red sun over the sea, islands, calm water",
                "model": "photon_v1_84728.safetensors",
                "count": 3,
                "ratio": "3:2",
            },
            files={},
            result="imagine",
            ways=(Way.POLL,),
        ),
        Act(
            command="faceswap",
            pictures={"source": pictures.portrait_source(), "target": pictures.group()},
            options={},
            files={"source": "faceswap-source", "target": "group-before"},
            result="group-after",
            choice="Face 2",
            ways=(Way.POLL,),
        ),
        Act(
            command="describe",
            pictures={"image": pictures.photo()},
            options={},
            files={"image": "enhance-before"},
            result="describe",
            ways=(Way.POLL,),
        ),
        Act(
            command="haircolor",
            pictures={"image": pictures.portrait_target()},
            options={"color": "copper"},
            files={"image": "faceswap-target"},
            result="haircolor-after",
            ways=(Way.POLL,),
        ),
        Act(
            command="colorize",
            pictures={"image": pictures.grey(pictures.portrait_source())},
            options={"provider": "magictiger"},
            files={"image": "colorize-before"},
            result="colorize-after",
            ways=(Way.POLL,),
        ),
        Act(
            command="erase",
            pictures={"image": pictures.stamped(pictures.portrait_source())},
            options={"find": "corner_watermark", "provider": "local"},
            files={"image": "erase-before"},
            result="erase-after",
            choice="Go ahead",
            ways=(Way.POLL,),
            at_once=True,
        ),
        Act(
            command="removebg",
            pictures={"image": pictures.portrait_target()},
            options={"subject": "person", "provider": "local"},
            files={"image": "faceswap-target"},
            result="removebg-after",
            ways=(Way.POLL,),
            at_once=True,
        ),
    )
