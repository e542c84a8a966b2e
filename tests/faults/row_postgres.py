"""F10: PostgreSQL dies twenty times while people are filing."""

import time

from tests.faults.row_killed_workers import allowed_doubles
from tests.faults.row_redis import crowd, running
from tests.faults.rows import row

SECONDS = 6  # between two deaths


@row("F10", "PostgreSQL stopped (immediate) and started 20 times under form load: what was seen as received is there",
     size=450, kills=20, ci={"size": 60, "kills": 3}, on="own")  # fmt: skip
def restarted(rig):
    with running(rig) as (product, postgres, _):
        with crowd(rig, product, rig.size, seconds=SECONDS * rig.kills) as visitors:
            for _ in range(rig.kills):
                time.sleep(SECONDS - 2)
                postgres.stop()
                time.sleep(rig.chance.uniform(0.2, 2))
                postgres.start()
        rig.quiet(product, 300)
        figures = rig.figures(product)
    assert not visitors.broken
    assert all(visit.reference for visit in visitors.visits), "who presses again gets his receipt in the end"
    assert figures.submitted == len(figures.acks) == figures.acknowledged == rig.size, "each complaint once"
    assert not figures.lost
    assert len(figures.double) <= allowed_doubles(rig.kills)
    for status, page in visitors.troubles:
        assert (status, "Het lukte net niet" in page, "Traceback" in page) == (503, True, False)
    return f"{figures}; {len(visitors.troubles)} pages to try again; forms {visitors.figures}"
