"""The order to train a model."""

import asyncio
from typing import Annotated, Literal

from pydantic import AliasChoices, AliasGenerator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from bot.sandbox.upstreams.imgopen.bench import Bench, Goods
from bot.sandbox.upstreams.imgopen.forms.fields import LearningRate, NumberText, Share, Text
from bot.sandbox.upstreams.imgopen.forms.submission import Submission
from bot.sandbox.upstreams.pictures import inspect


def _both_spellings(name: str) -> AliasChoices:
    return AliasChoices(to_camel(name), name)


class Training(Submission):
    """The page's table spells in camelCase, its example half in snake_case; both are taken.

    What is not sent has the table's default, or none that matters here. `name` of what is trained: the documents say
    nothing of how it is called afterwards.
    """

    model_config = ConfigDict(alias_generator=AliasGenerator(validation_alias=_both_spellings))

    task_id: Text
    file_url_list: Annotated[list[Text], Field(min_length=10, max_length=100)]
    max_epochs: Annotated[int, Field(ge=10, le=50)] = 20
    batch_size: Annotated[int, Field(ge=1, le=4)] = 1
    learning_rate: LearningRate = "0.00001"
    max_token_length: Literal[0, 150, 225] = 225
    clip_skip: Annotated[int, Field(ge=1, le=5)] = 1
    random_crop: bool | Literal[0, 1] = False
    pretrained_model: str = ""
    repeats: int = 10
    mixed_precision: str = ""
    save_precision: str = ""
    num_cpu_threads_per_process: Annotated[int, Field(ge=1, le=20)] = 1
    seed: int = -1
    cache_latents: bool = False
    cache_latents_to_disk: bool = False
    lr_scheduler: str = ""
    lr_warmup_steps: Annotated[int, Field(ge=0, le=100)] = 0
    optimizer_type: str = ""
    resolution: int = 384
    enable_bucket: bool = False
    min_bucket_reso: int = 256
    max_bucket_reso: int = 2048
    text_encoder_lr: NumberText = "0"
    unet_lr: NumberText = "0"
    network_dropout: Share = 0
    rank_dropout: Share = 0
    module_dropout: Share = 0
    network_module: str = ""
    network_dim: int = 128
    network_alpha: int = 1
    network_args: str = ""
    v2: bool = False
    flip_aug: bool = False
    color_aug: bool = False
    gradient_accumulation_steps: int = 1
    noise_offset: Share = 0

    @property
    def own_id(self) -> str:
        """The taskId."""
        return self.task_id

    async def make(self, bench: Bench) -> Goods:
        """The name of a model, once every picture was looked at."""
        for url in self.file_url_list:
            await asyncio.to_thread(inspect, await bench.fetch(url))
        return Goods(texts=(f"trained_{bench.luck:08x}",))
