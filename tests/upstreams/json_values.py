"""Whatever JSON can say."""

from typing import Any

from hypothesis import strategies as st

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=20),
    st.sampled_from(["0", "200", "402", "1002001", "https://a.test/b.png", "http://", "\ud800", "\x00", "9" * 400]),
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)


def objects(*keys: str, of: st.SearchStrategy[Any] = VALUES) -> st.SearchStrategy[dict[str, Any]]:
    """Objects with some of these keys, and sometimes others."""
    known: dict[str, st.SearchStrategy[Any]] = dict.fromkeys(keys, of)
    return st.builds(
        lambda some, other: {**other, **some},
        st.fixed_dictionaries({}, optional=known),
        st.dictionaries(st.text(max_size=5), SCALARS, max_size=2),
    )
