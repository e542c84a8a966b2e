"""F8 and F9: the connection is lost after the dot, or the 250 comes late or never."""

from datetime import timedelta

from tests.faults.oracle import attempts_of
from tests.faults.rounds import MINUTE, each, senders, tomorrow_at
from tests.faults.rows import row

# lost: nothing was taken; kept: it was taken, and we never heard so; slow: within the time-out
SHARES = {
    "drop-after-data": 0.02, "drop-after-datax2": 0.0005, "drop-kept": 0.004, "silent-250": 0.004, "slow-250": 0.02,
}  # fmt: skip
UNHEARD = ("drop-kept", "silent-250")
NEVER = ("drop-after-datax2",)
START = tomorrow_at(10)
REST = timedelta(seconds=2 * 20)  # two leases: so long nobody touches what is uncertain


def manner(address):
    return address.partition("+")[2].partition("@")[0]


@row(
    "F8/F9",
    "connection lost after the dot, 250 slow or never: uncertain, sent once more after a rest and never again; "
    "at least 99 % exactly one copy, nobody more than two",
    size=2_000,
    ci={"size": 300},
)
def lost_connections(rig):
    addresses = rig.addresses(SHARES)
    with rig.product(web=0, worker=0, guard=0) as product, senders(product) as crew:
        rig.submit(product, addresses, START)

        def minute(at):
            crew.all_deliver(at)
            crew.look(at)
            return not rig.pending(product)

        each(MINUTE, START, START + timedelta(hours=3), minute)
        figures, tries = rig.figures(product), attempts_of(product.env["DATABASE_URL"])
    expected = {a: 2 if manner(a) in UNHEARD else 0 if manner(a) in NEVER else 1 for a in addresses}
    assert {a: len(figures.copies.get(a, [])) for a in addresses} == expected
    assert sum(n == 1 for n in expected.values()) >= 0.99 * rig.size
    assert not figures.lost
    assert {a for a, ack in figures.acks.items() if ack.state == "uncertain"} == {
        a for a in addresses if manner(a) in NEVER
    }
    assert all(not blind(tries[figures.acks[a].pk]) for a in addresses)
    return figures


def blind(tries):
    """Tried again before the rest was over, or more often than once after nobody knew."""
    moments = [at for at, outcome in tries if outcome == "uncertain"]
    after = [at for at, _ in tries if moments and at > moments[0]]
    return len(after) > 1 or any(at - moments[0] < REST for at in after)
