"""What one person may ask for beside what the credits allow."""

from bot.domain.errors import Refused
from bot.domain.ids import UserId
from bot.domain.quota import day_start
from bot.domain.sentences import Reason
from bot.domain.tasks import KeyOwner, Request
from bot.engine.desk import Desk
from storage.database import Transaction
from storage.tasks import count_given_back, count_open


async def refuse_excess(desk: Desk, connection: Transaction, request: Request, key_owner: KeyOwner) -> None:
    """Raises Refused for too many tasks at once, and for too many that came to nothing at the operator's cost.

    Who gets the credits back has cost the provider's price all the same: for a question that is not answered, a picture
    that may not be shown.
    """
    most = desk.settings.open_tasks_per_person
    if await count_open(connection, request.guild_id, request.user_id) >= most:
        raise Refused(Reason.TOO_MANY_OPEN, open_tasks=most)
    await refuse_given_back(desk, connection, request.user_id, key_owner)


async def refuse_given_back(desk: Desk, connection: Transaction, user_id: UserId, key_owner: KeyOwner) -> None:
    """Raises Refused for too many that came to nothing at the operator's cost."""
    if key_owner is not KeyOwner.OPERATOR:
        return
    given_back = await count_given_back(connection, user_id, since=day_start(desk.clock.now()))
    if given_back >= desk.settings.given_back_per_person_day:
        raise Refused(Reason.TOO_MANY_GIVEN_BACK, given_back=given_back)
