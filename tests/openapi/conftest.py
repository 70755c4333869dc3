from tests.openapi.fixture import judge, openapi, openapi_or_none

__all__ = ["judge", "openapi", "openapi_or_none"]
