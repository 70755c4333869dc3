"""What every test may ask for."""

pytest_plugins = ["tests.openapi.fixture", "tests.journeys.fixture"]
