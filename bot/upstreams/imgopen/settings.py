"""What an operator can set about Img Open, most of it because the vendor's documents leave it open."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from bot.domain.pace import Pace
from bot.upstreams.address import BaseUrl
from bot.upstreams.custom.template import Template, placeholders
from bot.upstreams.imgopen.audit import Audit
from bot.upstreams.imgopen.prices import Prices
from bot.upstreams.imgopen.statuses import StatusMaps
from bot.upstreams.imgopen.tables import Endpoints, EndpointTables

_HOUR_S = 3600

ToolCode = Literal[
    "roop",
    "v2/roop",
    "comfyui/text2image",
    "instantID",
    "interrogate",
    "face/fusion",
    "face/detection",
    "prompts/expand",
    "identifyStyle",
    "imgExpand",
    "cnt/preview",
]
CALLING_BACK: frozenset[ToolCode] = frozenset(
    {
        "comfyui/text2image",
        "instantID",
        "interrogate",
        "face/fusion",
        "face/detection",
        "identifyStyle",
        "imgExpand",
        "cnt/preview",
    }
)
"""The tools whose pages list `callbackUrl`; the single face swap's and the prompt expansion's do not."""


def _with_name(template: str) -> str:
    if template.count("{name}") != 1:
        raise ValueError("must hold {name} once")
    return template


def _with_image(template: Template) -> Template:
    names = placeholders(template)
    if unknown := names - {"image", "preprocessor", "strength"}:
        raise ValueError(f"{{{min(unknown)}}} stands for nothing here")
    if "image" not in names:
        raise ValueError("must hold {image}")
    return template


NameTemplate = Annotated[str, AfterValidator(_with_name)]
ControlTemplate = Annotated[Template, AfterValidator(_with_image)]


class TrainingPace(Pace):
    """Training takes hours."""

    poll_initial_s: float = Field(default=60, gt=0, description="seconds before the first question about a training")
    poll_max_s: float = Field(default=300, gt=0, description="longest pause between two questions, in seconds")
    poll_safety_s: float = Field(default=600, gt=0, description="the same where the provider calls back, in seconds")
    poll_deadline_s: float = Field(default=48 * _HOUR_S, gt=0, description="how long a training may take, in seconds")


class ImgOpenSettings(BaseModel):
    """The key is the operator's own; servers can bring theirs."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    base_url: BaseUrl = Field(default="https://api.zhiqite.com", description="where the service answers; documented")
    access_key_id: SecretStr | None = Field(default=None, description="the operator's key id")
    access_key_secret: SecretStr | None = Field(default=None, description="the operator's key secret")
    wrong_key_codes: frozenset[str] = Field(
        default=frozenset(), description="business codes that mean a wrong key; not documented, so none"
    )
    status_maps: StatusMaps = Field(default=StatusMaps(), description="meanings of status numbers, per endpoint")
    result_fields: tuple[str, ...] = Field(
        default=("outputImageUrl", "outputImageUrls", "imageUrl", "imageUrls", "resultUrl", "resultUrls"),
        min_length=1,
        description="fields that may hold a result whose page does not show it (face swaps, style, outpainting, "
        "controlnet preview), first found first; then the one unknown field that holds such a value",
    )
    empty_answers: int = Field(
        default=3, ge=1, description="how many empty lists in a row mean that a picture has no face; not documented"
    )
    callback_tools: frozenset[ToolCode] = Field(
        default=CALLING_BACK,
        description="tool codes that take `callbackUrl`; those whose pages list it",
    )
    result_ttl_s: float | None = Field(
        default=None, gt=0, description="how long a result's URL lives; unknown if empty"
    )
    audit: Audit = Field(default=Audit(), description="which marks of the content check mean nothing")
    default_model: str | None = Field(
        default=None, min_length=1, max_length=200, description="model to draw with where nobody names one"
    )
    default_side: int = Field(
        default=768, ge=128, le=2048, description="longer side in pixels where a ratio is given without a size"
    )
    flux_workflow: Literal["Flux1DevFP8", "Flux1SchnellFP8"] = Field(
        default="Flux1SchnellFP8", description="which Flux draws; the two that are documented"
    )
    lora_prompt: NameTemplate | None = Field(
        default=None, description="how a LoRA called {name} is written into a prompt; not documented, so off if empty"
    )
    embedding_prompt: NameTemplate | None = Field(
        default=None, description="how an embedding called {name} is written into a prompt; not documented either"
    )
    samplers: tuple[str, ...] = Field(
        default=("DPM++ 2M Karras",), description="sampling methods to suggest; any other may be typed"
    )
    preprocessors: tuple[str, ...] = Field(
        default=("canny",), description="controlnet preprocessors to suggest; the one that a page shows"
    )
    controlnet: ControlTemplate | None = Field(
        default=None,
        description="the `controlnet` object as JSON with {image}, {preprocessor} and {strength}; not documented",
    )
    resize_mode: int | None = Field(
        default=None, ge=0, description="`resize_mode` of controlnet, which wants one; its numbers are not documented"
    )
    pair_order: Literal["left_to_right"] | None = Field(
        default=None,
        description="which of two sources goes to which face; not documented, so two are refused if empty",
    )
    max_bytes: int = Field(default=20_000_000, gt=0, description="largest input in bytes; ours, none is documented")
    max_side: int = Field(default=8192, gt=0, description="longest input side in pixels; ours, none is documented")
    prices: Prices = Field(
        default=Prices(), description="credits per task; of a drawing endpoint and of outpainting, per picture"
    )
    pace: Pace = Field(default=Pace(), description="when to ask, and how much at once; ours, none is documented")
    training_pace: TrainingPace = Field(default=TrainingPace(), description="the same for training")
    endpoints: EndpointTables = Field(
        default=Endpoints(), description="endpoints that no document describes, one table each"
    )
    connect_timeout_s: float = Field(default=10, gt=0, description="longest wait for a connection")
    submit_timeout_s: float = Field(default=60, gt=0, description="longest wait for a submission's answer")
    call_timeout_s: float = Field(default=30, gt=0, description="longest wait for a query's answer")
