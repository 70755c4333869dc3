"""Rate-limit buckets: a fixed window per route and top-level resource (topics/rate-limits)."""

import hashlib
import time
from dataclasses import dataclass, field

WINDOW_S = 1.0
REQUESTS_PER_WINDOW = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """What a bucket has left. `exceeded` means that this very request was one too many."""

    bucket: str
    remaining: int
    reset_after_s: float
    exceeded: bool

    def headers(self) -> dict[str, str]:
        """The headers that tell the client. The epoch is the machine's, as the client's own clock is."""
        return {
            "X-RateLimit-Limit": str(REQUESTS_PER_WINDOW),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": f"{time.time() + self.reset_after_s:.3f}",
            "X-RateLimit-Reset-After": f"{self.reset_after_s:.3f}",
            "X-RateLimit-Bucket": self.bucket,
        }


@dataclass(slots=True)
class Quotas:
    """Counts requests. Windows are real time: clients wait for them in real time."""

    _windows: dict[str, tuple[float, int]] = field(default_factory=dict)

    def take(self, key: str) -> Quota:
        """Count one request against the bucket of `key`."""
        now = time.monotonic()
        started, used = self._windows.get(key, (now, 0))
        if now - started >= WINDOW_S:
            started, used = now, 0
        exceeded = used >= REQUESTS_PER_WINDOW
        used = min(used + 1, REQUESTS_PER_WINDOW)
        self._windows[key] = (started, used)
        return Quota(
            bucket=hashlib.sha256(key.encode()).hexdigest()[:32],
            remaining=REQUESTS_PER_WINDOW - used,
            reset_after_s=started + WINDOW_S - now,
            exceeded=exceeded,
        )
