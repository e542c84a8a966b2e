"""F6: a mail server that puts off, greylists, refuses and falls silent before DATA."""

from datetime import timedelta

from tests.faults.rounds import MINUTE, each, senders, tomorrow_at
from tests.faults.rows import row

# shares of all addresses; tests/sink.py knows the words
SHARES = {
    "451x1": 0.04, "451x2": 0.04, "451x3": 0.04, "451x4": 0.04, "451x5": 0.04,
    "greylist": 0.10, "550": 0.05, "timeout-before-data": 0.02,
}  # fmt: skip
START = tomorrow_at(10)


@row(
    "F6",
    "20 % 451 up to five times, 10 % greylisted, 5 % 550, 2 % silent before DATA: all others exactly once, "
    "each 550 a task within 15 minutes",
    size=2_000,
    ci={"size": 60},
)
def rude_server(rig):
    addresses = rig.addresses(SHARES)
    refused = {a for a in addresses if "+550" in a}
    with rig.product(web=0, worker=0, guard=0) as product, senders(product) as crew:
        rig.submit(product, addresses, START)

        def minute(at):
            crew.all_deliver(at)
            crew.look(at)
            return not rig.pending(product)

        each(MINUTE, START, START + timedelta(hours=3), minute)
        each(
            MINUTE,
            tomorrow_at(15),
            tomorrow_at(16),
            lambda at: crew.look(at) or all(map(rig.figures(product).warned_of, refused)),
        )
        figures = rig.figures(product)
    assert not figures.lost
    assert not figures.late
    assert {a: len(figures.copies.get(a, [])) for a in addresses} == {
        a: int(a not in refused) for a in addresses
    }
    assert {a for a, ack in figures.acks.items() if ack.state == "failed"} == refused
    assert all(figures.task_within(a, timedelta(minutes=15)) for a in refused)
    assert all(map(figures.warned_of, refused))
    return figures
