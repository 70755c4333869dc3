"""What is to be painted."""

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """An order for one picture; sides in pixels. `guidance` is the usual 1 to 20: how vivid it gets."""

    prompt: str
    negative: str = ""
    model: str = ""
    width: int = 768
    height: int = 768
    steps: int = 20
    guidance: float = 7.0
    seed: int = 0

    def number(self, purpose: str) -> int:
        """64 bits that depend on the words, the seed and the purpose, and not on the size."""
        return digest(purpose, self.prompt, self.negative, str(self.seed))


def digest(*parts: str) -> int:
    """64 bits that depend on every part."""
    return int.from_bytes(sha256("\x00".join(parts).encode()).digest()[:8])
