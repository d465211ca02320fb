"""No Sigma rule and no query finds anything in the benign logs of its log source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from benign.conftest import RELEASES
from benign.listed import Listed
from benign.log_sources import SOURCES, log_sources, named
from conformance import SILENT
from sigma_sqlite import fields
from sigma_tables import Logs

Rules = Mapping[str, list[tuple[str, dict[str, Any]]]]
