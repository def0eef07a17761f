import pytest

from tests.made_up import Service, a_service


@pytest.fixture(scope="session")
def service(tmp_path_factory) -> Service:
    return a_service(tmp_path_factory.mktemp("made_up") / "service")
