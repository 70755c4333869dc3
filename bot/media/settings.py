"""How pictures are fetched, checked and kept."""

from pathlib import Path

from pydantic import BaseModel, ByteSize, ConfigDict, Field, PositiveFloat, PositiveInt

MIB = 2**20
DAY_S = 86_400.0


class MediaSettings(BaseModel):
    """Byte figures may be written with their unit ("25MiB"); both ends of every limit are included."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dir: Path = Path("data/media")
    allow_private_networks: bool = Field(
        default=False, description="Fetch over plain HTTP and from any address; for the sandbox and for tests only."
    )
    max_input_bytes: ByteSize = Field(default=ByteSize(25 * MIB), gt=0)
    max_result_bytes: ByteSize = Field(default=ByteSize(100 * MIB), gt=0)
    max_pixels: PositiveInt = 100_000_000
    max_bytes_on_disk: ByteSize = Field(default=ByteSize(10 * 1024 * MIB), gt=0)
    results_kept_s: PositiveFloat = 7 * DAY_S
    connect_timeout_s: PositiveFloat = 10.0
    stall_timeout_s: PositiveFloat = Field(default=20.0, description="The longest silence inside an answer.")
    fetch_deadline_s: PositiveFloat = Field(default=120.0, description="The longest download, redirects included.")
    inspect_timeout_s: PositiveFloat = 30.0
    fit_timeout_s: PositiveFloat = 90.0
