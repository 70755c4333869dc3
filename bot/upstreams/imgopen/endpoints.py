"""Every endpoint that the vendor's navigation lists, and what it is for us."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.listings import ListKind
from bot.domain.offers import Coverage

BASE = "/AIGCImgOpenServ/saas/"
_TOOL = "tool/"


class Role(StrEnum):
    """What an endpoint is for us."""

    OFFER = "offer"
    LIST = "list"
    QUERY = "query"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One endpoint; every one is a POST. `number` is its place in the navigation, `title` the vendor's own.

    `path` comes after `BASE`; None where no document tells it. `serves` is an offer's key, a list's kind or a query's
    name. Documented: request and answer could be read to the end; partial: not all of it; operator-supplied: the name
    alone is known, or the path.
    """

    number: int
    title: str
    path: str | None = None
    coverage: Coverage = Coverage.OPERATOR_SUPPLIED
    role: Role = Role.OFFER
    serves: str

    @property
    def known_path(self) -> str:
        """The path from the base URL on. Raises LookupError where it is not known."""
        if self.path is None:
            raise LookupError(f"the path of {self.title} is not documented")
        return BASE + self.path

    @property
    def name(self) -> str:
        """How an offer calls it: an image tool by the vendor's tool code, anything else by its path, or its title."""
        return self.title if self.path is None else self.path.removeprefix(_TOOL)


def _documented(number: int, title: str, path: str, serves: str, *, role: Role = Role.OFFER) -> Endpoint:
    return Endpoint(number=number, title=title, path=path, serves=serves, role=role, coverage=Coverage.DOCUMENTED)


def _partial(number: int, title: str, path: str, serves: str, *, role: Role = Role.OFFER) -> Endpoint:
    return Endpoint(number=number, title=title, path=path, serves=serves, role=role, coverage=Coverage.PARTIAL)


def _named(number: int, title: str, serves: str, *, path: str | None = None, role: Role = Role.OFFER) -> Endpoint:
    return Endpoint(number=number, title=title, serves=serves, path=path, role=role)


TEXT2IMAGE = _partial(1, "sd text2image", "sd/v2/text2image", "imgopen.text2image")
IMAGE2IMAGE = _partial(2, "sd Image to Image", "sd/v2/image2image", "imgopen.image2image")
CONTROLNET = _partial(3, "sd controlnet", "sd/v2/controlnet", "imgopen.controlnet")
MODEL_LIST = _partial(4, "QueryModelList", "sd/v2/queryModelList", ListKind.MODEL, role=Role.LIST)
LORA_LIST = _named(5, "QueryLoralList", ListKind.LORA, role=Role.LIST)
VAE_LIST = _named(6, "QueryVaeList", ListKind.VAE, role=Role.LIST)
EMBEDDING_LIST = _named(7, "queryEmbeddingList", ListKind.EMBEDDING, role=Role.LIST)
SD_TASK_V1 = _documented(8, "queryTaskInfoV1.0", "sd/queryTaskInfo", "archived sd tasks", role=Role.QUERY)
SD_TASK_V2 = _partial(9, "queryTaskInfoV2.0", "sd/v2/queryTaskInfo", "this month's sd tasks", role=Role.QUERY)
TOOL_TASK = _partial(10, "queryImageToolTaskInfo", "tool/{toolCode}/queryTask", "image tools' tasks", role=Role.QUERY)
TRAINING = _partial(11, "Submit training task", "modelTraining/submitTraining/Job", "imgopen.training")
TRAINING_RESULT = _named(12, "Training result query", "training tasks", role=Role.QUERY)
FLUX = _documented(13, "Flux text2image", "tool/comfyui/text2image", "imgopen.flux")
ROOP = _partial(14, "Single Face Swap V1.0", "tool/roop", "imgopen.roop")
V2_ROOP = _partial(15, "Single Face Swap V2.0", "tool/v2/roop", "imgopen.v2-roop")
INSTANTID = _partial(16, "instantID", "tool/instantID", "imgopen.instantid")
FACE_RESTORATION = _named(17, "Face restoration", "imgopen.face-restoration")
SUPER_RESOLUTION = _named(18, "Super Resolution", "imgopen.super-resolution")
INTERROGATE = _documented(19, "image description", "tool/interrogate", "imgopen.interrogate")
FACE_FUSION = _partial(20, "Multiple Face Swap", "tool/face/fusion", "imgopen.face-fusion")
FACE_DETECTION = _documented(21, "Face Detection", "tool/face/detection", "imgopen.face-detection")
PROMPTS_EXPAND = _partial(22, "Prompt expansion", "tool/prompts/expand", "imgopen.prompts-expand")
HAIRSTYLE = _named(23, "Hairstyle changer", "imgopen.hairstyle", path="tool/hair/change")
OBJECT_REMOVAL = _named(24, "Object Removal", "imgopen.object-removal")
IDENTIFY_STYLE = _partial(25, "Style recognition", "tool/identifyStyle", "imgopen.identify-style")
OUTPAINT = _partial(26, "Outpainting", "tool/imgExpand", "imgopen.outpaint")
CNT_PREVIEW = _partial(27, "CNT preview", "tool/cnt/preview", "imgopen.cnt-preview")
BACKGROUND_REMOVE = _named(28, "background remove", "imgopen.background-remove")
IMAGE_ENLARGE = _named(29, "image enlarge", "imgopen.image-enlarge")
IMAGE_WATERMARK = _named(30, "image watermark", "imgopen.image-watermark")

ENDPOINTS = (
    TEXT2IMAGE,
    IMAGE2IMAGE,
    CONTROLNET,
    MODEL_LIST,
    LORA_LIST,
    VAE_LIST,
    EMBEDDING_LIST,
    SD_TASK_V1,
    SD_TASK_V2,
    TOOL_TASK,
    TRAINING,
    TRAINING_RESULT,
    FLUX,
    ROOP,
    V2_ROOP,
    INSTANTID,
    FACE_RESTORATION,
    SUPER_RESOLUTION,
    INTERROGATE,
    FACE_FUSION,
    FACE_DETECTION,
    PROMPTS_EXPAND,
    HAIRSTYLE,
    OBJECT_REMOVAL,
    IDENTIFY_STYLE,
    OUTPAINT,
    CNT_PREVIEW,
    BACKGROUND_REMOVE,
    IMAGE_ENLARGE,
    IMAGE_WATERMARK,
)
