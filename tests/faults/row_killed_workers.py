"""F1 and F22: the worker's whole group dies again and again while thousands of acknowledgements wait."""

import time

from tests.faults.rows import row

SENTENCE = "the worker's whole group killed -9 at random moments: nothing lost, few doubles, all final"


def killed_workers(rig):
    with rig.product(web=0, worker=0, guard=0) as product:
        rig.submit(product, rig.addresses())
        product.start("worker")
        kills = sum(dies_at_work(rig, product) for _ in range(rig.kills))
        print(f"{rig.pending(product)} pending after {kills} deaths at work", flush=True)
        product.start("guard")  # only now: until here nobody but who dies may send
        rig.quiet(product, 120 + rig.size)
        figures = rig.figures(product)
    assert figures.submitted == rig.size
    assert not figures.lost
    assert set(figures.states) <= {"sent", "uncertain"}
    assert len(figures.double) <= allowed_doubles(kills * product.senders)
    assert kills >= rig.kills / 2, "more messages are needed for so many deaths"
    return figures


def dies_at_work(rig, product):
    """Wait until this worker sends, let it go on for a moment, and kill it. False when all was sent already."""
    before = sent_so_far(product)
    product.until(lambda: sent_so_far(product) > before or not rig.pending(product), 180)
    time.sleep(rig.chance.uniform(0, 0.8))
    if not rig.pending(product):
        return False
    rig.chaos.kill(product, "worker")
    return True


def sent_so_far(product):
    return sum(1 for _ in product.mails.glob("*.eml"))


def allowed_doubles(deaths):
    """One in ten senders that died. Below 200 chance decides, so only what is plainly wrong fails."""
    return deaths * (0.1 if deaths >= 200 else 0.5)


SMALL = {"size": 200, "kills": 8}
row("F1", f"{SENTENCE} (PostgreSQL and Redis)", size=10_000, kills=200, ci=SMALL, on="postgres")(
    killed_workers
)
row("F22", f"{SENTENCE} (SQLite and the embedded queue)", size=10_000, kills=200, ci=SMALL, on="sqlite")(
    killed_workers
)
