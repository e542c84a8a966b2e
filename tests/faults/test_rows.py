"""Each row of faults, small. The big run: python3 -m tests.faults --list"""

import os

import pytest

from tests.faults.rig import Rig
from tests.faults.rows import all_rows, database_is

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("row", all_rows().values(), ids=lambda row: row.name)
def test_row(row, tmp_path):
    if row.on == "own" and database_is(os.environ) == "sqlite":
        pytest.skip(f"{row.name} brings its own PostgreSQL and Redis; once is enough: beside PostgreSQL")
    if row.on in ("sqlite", "postgres") and row.on != database_is(os.environ):
        pytest.skip(f"{row.name} is about {row.on}")
    print(row.run(Rig(tmp_path, **row.ci, wait=False)))
