from bot.engine.wake import Wake


async def test_a_ring_is_heard_by_every_listener_and_never_lost() -> None:
    wake = Wake()
    bells = [wake.listen() for _ in range(2)]
    wake.ring()
    for bell in bells:
        await bell.wait()


def test_nobody_need_listen() -> None:
    Wake().ring()
