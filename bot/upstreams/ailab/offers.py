"""What AILabTools does for us."""

from bot.upstreams.ailab.art import art_offers
from bot.upstreams.ailab.colours import colour_offers
from bot.upstreams.ailab.cutting import cutting_offers
from bot.upstreams.ailab.editing import editing_offers
from bot.upstreams.ailab.effects import effect_offers
from bot.upstreams.ailab.faces import face_offers
from bot.upstreams.ailab.hair import hair_offers
from bot.upstreams.ailab.making import Made
from bot.upstreams.ailab.marking import marking_offers
from bot.upstreams.ailab.settings import AilabSettings
from bot.upstreams.ailab.skin import skin_offers


def make_offers(settings: AilabSettings) -> tuple[Made, ...]:
    """Every offer with its endpoint; those that cannot be used with these settings are there too, and say so."""
    return (
        *face_offers(settings),
        *hair_offers(settings),
        *effect_offers(settings),
        *skin_offers(settings),
        *editing_offers(settings),
        *marking_offers(settings),
        *cutting_offers(settings),
        *colour_offers(settings),
        *art_offers(settings),
    )
