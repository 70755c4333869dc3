"""Our own addresses, for vendors: where a picture can be fetched for a while, and where a task can be reported.

Whoever knows such an address may use it: it carries a signature that nobody else can make.
"""

from datetime import datetime

from bot.domain.clock import Clock
from bot.domain.ids import MediaName, ProviderId, TaskId
from bot.domain.signing import Signer

MEDIA = "/media/{name}/{expiry}/{signature}"
CALLBACK = "/callbacks/{provider}/{task_id}/{capability}"


class PublicLinks:
    """Makes and checks addresses below `public_url`, which has no slash at its end."""

    def __init__(self, public_url: str, signer: Signer, clock: Clock) -> None:
        self._public_url = public_url
        self._signer = signer
        self._clock = clock

    def media(self, name: MediaName, *, until: datetime) -> str:
        """Where the picture of that name can be fetched until then; it answers 200, without a redirect."""
        expiry = int(until.timestamp())
        signature = self._signer.sign(_media_text(name, str(expiry)))
        return self._public_url + MEDIA.format(name=name, expiry=expiry, signature=signature)

    def callback(self, provider: ProviderId, task_id: TaskId) -> str:
        """Where that provider can say that something has happened to that task."""
        capability = self._signer.sign(_callback_text(provider, task_id))
        return self._public_url + CALLBACK.format(provider=provider, task_id=task_id, capability=capability)

    def opens(self, name: str, expiry: str, signature: str) -> bool:
        """Whether a media address is one of ours and its time is not over."""
        if not self._signer.verifies(_media_text(name, expiry), signature):
            return False
        return int(expiry) > self._clock.now().timestamp()

    def capable(self, provider: str, task_id: str, capability: str) -> bool:
        """Whether a callback's address is one of ours."""
        return self._signer.verifies(_callback_text(provider, task_id), capability)


def _media_text(name: str, expiry: str) -> str:
    return f"media {name} {expiry}"


def _callback_text(provider: str, task_id: str) -> str:
    return f"callback {provider} {task_id}"
