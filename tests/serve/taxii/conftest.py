from __future__ import annotations

import pytest

from tests.release.object_log.made_logs import ObjectLogs, bare_logs, rich_logs
from tests.serve.taxii.calls import Caller


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> ObjectLogs:
    return rich_logs(tmp_path_factory.mktemp("rich"))


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> ObjectLogs:
    return bare_logs(tmp_path_factory.mktemp("bare"))


@pytest.fixture(scope="session")
def caller(rich: ObjectLogs) -> Caller:
    return Caller(rich)


@pytest.fixture(scope="session")
def bare_caller(bare: ObjectLogs) -> Caller:
    return Caller(bare)


@pytest.fixture(scope="session")
def lists_caller(rich: ObjectLogs) -> Caller:
    return Caller(rich, empty_list=True)
