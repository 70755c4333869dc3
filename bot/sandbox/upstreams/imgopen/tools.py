"""What Img Open can be ordered: one entry per endpoint that takes work. A new one is a form and an entry."""

from dataclasses import dataclass, field

from bot.sandbox.upstreams.imgopen.forms.drawing import Text2Image
from bot.sandbox.upstreams.imgopen.forms.edits import Outpaint, Preview
from bot.sandbox.upstreams.imgopen.forms.faces import (
    FaceDetection,
    FaceFusion,
    InstantId,
    SingleFaceSwap,
    SingleFaceSwapV2,
)
from bot.sandbox.upstreams.imgopen.forms.redrawing import ControlNet, Image2Image
from bot.sandbox.upstreams.imgopen.forms.submission import Submission
from bot.sandbox.upstreams.imgopen.forms.training import Training
from bot.sandbox.upstreams.imgopen.forms.words import ExpandPrompt, Flux, IdentifyStyle, Interrogate
from bot.sandbox.upstreams.imgopen.switches import SD_NUMBERS, ZERO_NUMBERS, Habits

_ALL_NAMES = frozenset({"taskId", "businessTaskId", "toolTask"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One endpoint. `code` is its path after `tool/`, or after the service's prefix where it is no image tool.

    `task_name` is what replies call it in `toolTask`, and its results' folder; `names` are those of the three naming
    fields that its answers have.
    """

    code: str
    task_name: str
    form: type[Submission]
    habits: Habits = field(default_factory=Habits)
    names: frozenset[str] = _ALL_NAMES


TOOLS = {
    tool.code: tool
    for tool in (
        Tool(code="roop", task_name="roop", form=SingleFaceSwap, habits=Habits(id_field="task_id")),
        Tool(code="v2/roop", task_name="roopV2", form=SingleFaceSwapV2, habits=Habits(id_field="task_id")),
        Tool(
            code="face/fusion", task_name="faceFusion", form=FaceFusion, habits=Habits(result_field="fusionPictureUrl")
        ),
        Tool(
            code="face/detection",
            task_name="faceDetection",
            form=FaceDetection,
            habits=Habits(numbers=SD_NUMBERS, result_field="faceUrls", result_as_list=True),
        ),
        Tool(code="instantID", task_name="instantID", form=InstantId, names=frozenset({"taskId", "businessTaskId"})),
        Tool(code="comfyui/text2image", task_name="comfyui", form=Flux, names=frozenset({"taskId"})),
        Tool(
            code="interrogate",
            task_name="interrogate",
            form=Interrogate,
            habits=Habits(result_field="caption"),
            names=frozenset({"taskId", "businessTaskId"}),
        ),
        Tool(
            code="prompts/expand",
            task_name="promptsExpand",
            form=ExpandPrompt,
            habits=Habits(submit_reply="result", numbers=ZERO_NUMBERS, result_field="prompts", result_as_list=True),
        ),
        Tool(
            code="identifyStyle",
            task_name="identifyStyle",
            form=IdentifyStyle,
            habits=Habits(id_field="task_id", result_field="styleName"),
        ),
        Tool(
            code="imgExpand",
            task_name="imgExpand",
            form=Outpaint,
            habits=Habits(id_field="task_id", result_field="expandedPictureUrls", result_as_list=True),
        ),
        Tool(
            code="cnt/preview",
            task_name="cntPreview",
            form=Preview,
            habits=Habits(id_field="task_id", result_field="previewPictureUrl"),
        ),
    )
}
"""The image tools. `result_field` of fusion, style, outpainting and preview is made up: no page shows a name."""

_DRAWS = Habits(id_field="task_id", numbers=SD_NUMBERS)
DRAWINGS = {
    tool.code: tool
    for tool in (
        Tool(code="sd/v2/text2image", task_name="text2image", form=Text2Image, habits=_DRAWS),
        Tool(code="sd/v2/image2image", task_name="image2image", form=Image2Image, habits=_DRAWS),
        Tool(code="sd/v2/controlnet", task_name="controlnet", form=ControlNet, habits=_DRAWS),
    )
}
TRAINING = Tool(
    code="modelTraining/submitTraining/Job",
    task_name="training",
    form=Training,
    habits=Habits(id_field="task_id", result_field="modelName"),
)
"""Neither its reply nor the way to its result is documented: an invented endpoint can be `of` it."""
