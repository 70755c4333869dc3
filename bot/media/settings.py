"""How pictures are fetched, checked and kept."""

from pathlib import Path

from pydantic import BaseModel, ByteSize, ConfigDict, Field, PositiveFloat, PositiveInt

MIB = 2**20
DAY_S = 86_400.0


class MediaSettings(BaseModel):
    """Byte figures may be written with their unit ("25MiB"); both ends of every limit are included."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dir: Path = Field(default=Path("data/media"), description="where pictures are kept")
    allow_private_networks: bool = Field(
        default=False, description="Fetch over plain HTTP and from any address; for the sandbox and for tests only."
    )
    max_input_bytes: ByteSize = Field(default=ByteSize(25 * MIB), gt=0, description="largest input, whoever does it")
    max_result_bytes: ByteSize = Field(default=ByteSize(100 * MIB), gt=0, description="largest result")
    max_pixels: PositiveInt = Field(default=100_000_000, description="most pixels that are decoded")
    max_bytes_on_disk: ByteSize = Field(default=ByteSize(10 * 1024 * MIB), gt=0, description="room for all pictures")
    results_kept_s: PositiveFloat = Field(default=7 * DAY_S, description="how long a result can be had again")
    connect_timeout_s: PositiveFloat = Field(default=10, description="longest wait for a connection")
    stall_timeout_s: PositiveFloat = Field(default=20.0, description="The longest silence inside an answer.")
    fetch_deadline_s: PositiveFloat = Field(default=120.0, description="The longest download, redirects included.")
    inspect_timeout_s: PositiveFloat = Field(default=30, description="longest look at one picture")
    fit_timeout_s: PositiveFloat = Field(default=90, description="longest work to make one picture fit a message")
