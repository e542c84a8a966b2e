"""F1 and F22: the worker's whole group dies again and again while thousands of acknowledgements wait."""

from tests.faults.rows import row

SENTENCE = "the worker's whole group killed -9 at random moments: nothing lost, few doubles, all final"


def killed_workers(rig):
    with rig.product(web=0, worker=0, guard=0) as product:
        rig.submit(product, rig.addresses())
        product.start("worker")
        rig.chaos.often(rig.kills, (1.5, 5.0), lambda: rig.chaos.kill(product, "worker"))
        print(f"{rig.pending(product)} pending after the last of {rig.kills} kills", flush=True)
        product.start("guard")  # only now: until here nobody but who dies may send
        rig.quiet(product, 120 + rig.size)
        figures = rig.figures(product)
    assert figures.submitted == rig.size
    assert not figures.lost
    assert all(ack.is_final for ack in figures.acks.values())
    assert len(figures.double) <= allowed_doubles(rig.kills)
    return figures


def allowed_doubles(kills):
    """One in ten deaths. Below 200 deaths chance gets its three standard deviations."""
    expected = 0.1 * kills
    return expected if kills >= 200 else expected + 3 * expected**0.5


SMALL = {"size": 300, "kills": 10}
row("F1", f"{SENTENCE} (PostgreSQL and Redis)", size=10_000, kills=200, ci=SMALL, on="postgres")(
    killed_workers
)
row("F22", f"{SENTENCE} (SQLite and the embedded queue)", size=10_000, kills=200, ci=SMALL, on="sqlite")(
    killed_workers
)
