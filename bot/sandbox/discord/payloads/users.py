"""Users, members and the application on the wire."""

from datetime import datetime

from bot.sandbox.discord.world import Guild, Json, User


def timestamp(moment: datetime) -> str:
    """Discord's form of a moment, with microseconds and offset."""
    return moment.isoformat(timespec="microseconds")


def user(person: User) -> Json:
    """A user as others see it."""
    return {
        "id": str(person.id),
        "username": person.name.lower() if not person.bot else person.name,
        "discriminator": "0001" if person.bot else "0",
        "global_name": None if person.bot else person.name,
        "avatar": None,
        "banner": None,
        "accent_color": None,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
        "public_flags": 0,
        "flags": 0,
        **({"bot": True} if person.bot else {}),
    }


def me(bot: User) -> Json:
    """The bot as it sees itself."""
    return user(bot) | {"mfa_enabled": True, "locale": bot.locale, "verified": True, "email": None, "premium_type": 0}


def member(guild: Guild) -> Json:
    """A member without its user, as `resolved` and message events carry it."""
    return {
        "roles": [],
        "nick": None,
        "avatar": None,
        "banner": None,
        "joined_at": timestamp(guild.created_at),
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }


def application(bot: User, owner: User) -> Json:
    """The application as its own token sees it."""
    return {
        "id": str(bot.id),
        "name": bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": user(bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "integration_types_config": {"0": {}, "1": {}},
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user(owner),
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
    }
