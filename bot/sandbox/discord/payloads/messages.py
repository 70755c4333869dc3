"""Messages and their files on the wire. Addresses are signed anew each time."""

from dataclasses import dataclass

from bot.sandbox.discord.components import media, walk, with_media
from bot.sandbox.discord.files import StoredFile
from bot.sandbox.discord.flags import ComponentType, InteractionType
from bot.sandbox.discord.links import Links
from bot.sandbox.discord.payloads.users import timestamp, user
from bot.sandbox.discord.world import Interaction, Json, StoredMessage, World

_UPLOADED = "attachment://"
_EMBED_MEDIA = {"image": "url", "thumbnail": "url", "author": "icon_url", "footer": "icon_url"}


@dataclass(frozen=True, slots=True)
class MessageWriter:
    """Writes messages as JSON."""

    world: World
    links: Links

    def write(self, message: StoredMessage) -> Json:
        """A message as REST and the gateway carry it: files that components or embeds show are not in `attachments`."""
        shown = self._shown(message)
        body: Json = {
            "id": str(message.id),
            "channel_id": str(message.channel.id),
            "type": int(message.type),
            "author": user(message.author),
            "content": message.content,
            "timestamp": timestamp(message.created_at),
            "edited_timestamp": None if message.edited_at is None else timestamp(message.edited_at),
            "flags": int(message.flags),
            "embeds": [self._embed(embed, message) for embed in message.embeds],
            "components": [self._component(component, message) for component in message.components],
            "attachments": [self.file(file, message) for file in message.files if file.id not in shown],
            "mentions": [user(self.world.users[user_id]) for user_id in sorted(message.mentions)],
            "mention_roles": [],
            "mention_everyone": message.mentions_everyone,
            "pinned": False,
            "tts": False,
        }
        return body | self._origin(message)

    def file(self, file: StoredFile, message: StoredMessage) -> Json:
        """An attachment of a message."""
        return attachment(file, self._link(file, message), ephemeral=message.ephemeral)

    def with_every_file(self, message: StoredMessage) -> Json:
        """The message with all its files in `attachments`, shown elsewhere or not: what an edit may keep."""
        return self.write(message) | {"attachments": [self.file(file, message) for file in message.files]}

    def _origin(self, message: StoredMessage) -> Json:
        origin: Json = {} if message.nonce is None else {"nonce": message.nonce}
        if message.interaction is not None:
            application_id = str(self.world.bot.id)
            metadata = interaction_metadata(message.interaction, message.id)
            origin |= {"application_id": application_id, "webhook_id": application_id, "interaction_metadata": metadata}
        if message.reference_id is not None:
            place = {"channel_id": str(message.channel.id), "message_id": str(message.reference_id)}
            guild = {} if message.channel.guild_id is None else {"guild_id": str(message.channel.guild_id)}
            origin["message_reference"] = {"type": 0, **place, **guild}
        return origin

    def _shown(self, message: StoredMessage) -> set[int]:
        addresses = [*media(message.components)]
        for embed in message.embeds:
            addresses += [str((embed.get(part) or {}).get(key, "")) for part, key in _EMBED_MEDIA.items()]
        found = (self._find(address, message) for address in addresses)
        return {file.id for file in found if file is not None}

    def _find(self, address: str, message: StoredMessage) -> StoredFile | None:
        file_id = self.links.file_id(address)
        name = address.removeprefix(_UPLOADED) if address.startswith(_UPLOADED) else None
        return next((file for file in message.files if file.filename == name or file.id == file_id), None)

    def _link(self, file: StoredFile, message: StoredMessage) -> str:
        return self.links.to(file, message.channel.id, ephemeral=message.ephemeral)

    def _component(self, component: Json, message: StoredMessage) -> Json:
        body = with_media(component, lambda address: self._media(address, message))
        for part in walk((body,)):
            if part.get("type") == ComponentType.FILE:
                file = self._find(part["file"]["url"], message)
                part.update({} if file is None else {"name": file.filename, "size": len(file.data)})
        return body

    def _media(self, address: str, message: StoredMessage) -> Json:
        file = self._find(address, message)
        if file is None:
            return {"id": str(message.id), "url": address, "proxy_url": address}
        link = self._link(file, message)
        details = {"width": file.width, "height": file.height, "content_type": file.content_type}
        return {"id": str(file.id), "url": link, "proxy_url": link, "attachment_id": str(file.id), **details}

    def _embed(self, embed: Json, message: StoredMessage) -> Json:
        body = {"type": "rich"} | {key: value for key, value in embed.items() if value is not None}
        for part, key in _EMBED_MEDIA.items():
            file = self._find(str((body.get(part) or {}).get(key, "")), message)
            if file is not None:
                body[part] = body[part] | {key: self._link(file, message)}
        body["fields"] = [{"inline": False} | field for field in body.get("fields") or ()]
        return body


def attachment(file: StoredFile, link: str, *, ephemeral: bool) -> Json:
    """A file as messages and `resolved` carry it."""
    size = {} if file.width is None else {"width": file.width, "height": file.height}
    description = {} if file.description is None else {"description": file.description}
    return {
        "id": str(file.id),
        "filename": file.filename,
        "size": len(file.data),
        "content_type": file.content_type,
        "url": link,
        "proxy_url": link,
        **size,
        **description,
        **({"ephemeral": True} if ephemeral else {}),
    }


def interaction_metadata(interaction: Interaction, message_id: int) -> Json:
    """Which interaction a message answers; a follow-up names the original response too."""
    metadata: Json = {
        "id": str(interaction.id),
        "type": int(interaction.type),
        "user": user(interaction.user),
        "authorizing_integration_owners": interaction.owners,
    }
    if interaction.original_id not in {None, message_id}:
        metadata["original_response_message_id"] = str(interaction.original_id)
    if interaction.type is InteractionType.COMPONENT and interaction.source is not None:
        metadata["interacted_message_id"] = str(interaction.source.id)
    if interaction.type is InteractionType.MODAL and interaction.opener is not None:
        metadata["triggering_interaction_metadata"] = interaction_metadata(interaction.opener, message_id)
    return metadata
