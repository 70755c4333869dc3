import pytest

from tests.sandbox.demo.playing import Played, start


@pytest.fixture(scope="package")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """One demo for all tests that look at what it left behind."""
    folder = tmp_path_factory.mktemp("demo")
    with start(folder) as process:
        said, _ = process.communicate()
    return Played(status=process.returncode, said=said, out=folder / "out", scratch=folder / "scratch")
