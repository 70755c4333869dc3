"""Guilds and channels on the wire."""

from bot.sandbox.discord.flags import EVERY_PERMISSION, ORDINARY_MEMBER
from bot.sandbox.discord.payloads.users import member, timestamp, user
from bot.sandbox.discord.world import Channel, Guild, Json, User, World

_MEMBER_OVERWRITE = 1


def channel(place: Channel, bot: User) -> Json:
    """A channel, whichever kind it is."""
    if place.guild is None:
        recipients = [] if place.recipient is None else [user(place.recipient)]
        return {"id": str(place.id), "type": 1, "flags": 0, "last_message_id": None, "recipients": recipients}
    return {
        "id": str(place.id),
        "type": 0,
        "guild_id": str(place.guild.id),
        "name": place.name,
        "position": place.position,
        "flags": 0,
        "nsfw": place.nsfw,
        "topic": None,
        "parent_id": None,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "permission_overwrites": [_overwrite(place, bot)],
    }


def _overwrite(place: Channel, bot: User) -> Json:
    return {
        "id": str(bot.id),
        "type": _MEMBER_OVERWRITE,
        "allow": str(place.permissions),
        "deny": str(EVERY_PERMISSION & ~place.permissions),
    }


def partial_channel(place: Channel, bot: User, permissions: int) -> Json:
    """The channel inside an interaction: `permissions` are the invoking person's."""
    return channel(place, bot) | {"permissions": str(permissions)}


def guild(place: Guild) -> Json:
    """A guild as REST answers it."""
    return {
        "id": str(place.id),
        "name": place.name,
        "icon": None,
        "description": None,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "features": [],
        "banner": None,
        "owner_id": str(place.owner_id),
        "application_id": None,
        "region": "deprecated",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 0,
        "roles": [_everyone(place)],
        "default_message_notifications": 0,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_presences": None,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": "en-US",
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "incidents_data": None,
    }


def _everyone(place: Guild) -> Json:
    return {
        "id": str(place.id),
        "name": "@everyone",
        "permissions": str(ORDINARY_MEMBER),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def guild_create(place: Guild, world: World) -> Json:
    """A guild as GUILD_CREATE carries it: with its channels, and the bot as the one member sent unasked."""
    channels = [item for item in world.channels.values() if item.guild is place]
    return guild(place) | {
        "joined_at": timestamp(place.created_at),
        "large": False,
        "unavailable": False,
        "member_count": len(place.members) + 1,
        "members": [member(place) | {"user": user(world.bot)}],
        "channels": [channel(item, world.bot) for item in channels],
        "threads": [],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }
