"""Stories that end in words: a description, the name of a model."""

from dataclasses import replace

from bot.sandbox.upstreams import InventedEndpoint
from tests.faults import trades
from tests.faults.house import POLLS, House
from tests.faults.scenario import Scenario

_MODEL = "Kitten"


def _tells_where_trainings_are(house: House) -> None:
    house.stage.vendors.imgopen.invent(
        InventedEndpoint(
            of=trades.TRAINING.submission,
            query_path=trades.TRAINING.question,
            result="data.modelName",
            makes="text",
        )
    )


DESCRIPTION = Scenario(trade=trades.DESCRIPTION, shows="a picture of 96 by 64")
PRIVATE_DESCRIPTION = replace(
    DESCRIPTION, private=True, unseen="a private reply cannot be read back once its token is dead"
)
TRAINING = Scenario(
    trade=trades.TRAINING,
    options={"name": _MODEL},
    changes={
        "providers.imgopen.training_pace": POLLS,
        "providers.imgopen.lora_prompt": "<lora:{name}:1>",
        "providers.imgopen.endpoints": {
            "training_result": {
                "query": trades.TRAINING.question,
                "result": "data.modelName",
                "makes": "lora",
                "listed": False,
            }
        },
    },
    prepare=_tells_where_trainings_are,
    models=1,
    shows=f"**{_MODEL}** is trained",
)
