"""How pictures are fetched, checked and kept."""

from pathlib import Path
from typing import Self

from pydantic import BaseModel, ByteSize, ConfigDict, Field, PositiveFloat, PositiveInt, SecretStr, model_validator

MIB = 2**20
DAY_S = 86_400.0


class S3Settings(BaseModel):
    """An S3-compatible bucket in place of the folder; without a `bucket` it is the folder."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    bucket: str | None = Field(
        default=None,
        pattern=r"^[\w.-]{3,63}$",
        description="bucket for pictures; if empty, they are kept in the folder",
    )
    endpoint: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s/?#@]+$",
        description="address of the store, if it is not Amazon's; `http://` only where you trust the network",
    )
    region: str = Field(
        default="us-east-1", pattern=r"^[\w-]{1,64}$", description="region that requests are signed for"
    )
    access_key_id: str | None = Field(default=None, description="the bucket's key, its name")
    secret_access_key: SecretStr | None = Field(default=None, description="the bucket's key, its secret")
    answer_timeout_s: PositiveFloat = Field(default=20, description="longest silence of the bucket, uploads included")

    @property
    def is_plain_http(self) -> bool:
        """Whether the operator has asked for an unencrypted connection."""
        return self.endpoint is not None and self.endpoint.startswith("http://")

    @model_validator(mode="after")
    def _has_a_key(self) -> Self:
        if self.bucket is not None and not (self.access_key_id and self.secret_access_key):
            raise ValueError("a bucket needs ACCESS_KEY_ID and SECRET_ACCESS_KEY")
        if self.bucket is None and (self.endpoint or self.access_key_id or self.secret_access_key):
            raise ValueError("BUCKET is missing: without one, pictures would be kept in the folder")
        return self


class MediaSettings(BaseModel):
    """Byte figures may be written with their unit ("25MiB"); both ends of every limit are included."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dir: Path = Field(default=Path("data/media"), description="where pictures are kept, and worked on")
    s3: S3Settings = S3Settings()
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

    @property
    def spool_dir(self) -> Path:
        """Where pictures are worked on: beside the kept ones, so that they can be renamed into their place."""
        return self.dir / "spool"
