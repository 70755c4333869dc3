from tests.sandbox.discord.rules.judging import Case, callback

CALLBACKS: dict[str, Case] = {
    "callbacks.type-allowed": callback(6, to=2),
    "callbacks.data-required": callback(4),
    "callbacks.deferred-data": callback(5, {"content": "Hello"}),
    "callbacks.choice-count": callback(8, {"choices": [{"name": "n", "value": n} for n in range(26)]}, to=4),
    "callbacks.choice-length": callback(8, {"choices": [{"name": "n", "value": "x" * 101}]}, to=4),
}
