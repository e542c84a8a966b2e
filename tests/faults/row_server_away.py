"""F7: the mail server is away all afternoon."""

from datetime import timedelta

from tests.faults.rounds import MINUTE, each, senders, tomorrow_at
from tests.faults.rows import row

START, END = tomorrow_at(12), tomorrow_at(23)


@row(
    "F7",
    "the mail server away from noon till eleven at night: warned after 30 minutes, also over the second road, and again at 15:00, 20:00 "
    "and 22:00; one open alarm, not one per mail",
    size=1_000,
    ci={"size": 30},
)
def server_away(rig):
    with rig.product(web=0, worker=0, guard=0) as product, senders(product, 2) as crew:
        crew.all_deliver(START)  # the post of the demo
        rig.submit(product, rig.addresses(), START)
        product.kill("sink")
        moments = []

        def five_minutes(at):
            crew.all_deliver(at)
            crew.look(at)
            if len(rig.warned()) > len(moments):
                moments.append(at)

        each(5 * MINUTE, START, END, five_minutes)
        assert not rig.figures(product).acknowledged
        product.start("sink")
        product.until(product.takes_mail, 20)
        each(5 * MINUTE, END, END + timedelta(minutes=45), lambda at: crew.all_deliver(at) and False)
        figures = rig.figures(product)
    opened = figures.alarms["ack-late"][0]
    assert timedelta(minutes=30) <= opened - START <= timedelta(minutes=35)
    assert [f"{at:%H}" for at in moments] == ["12", "15", "20", "22"]
    assert [cause for cause in figures.alarms if cause.startswith("ack")] == ["ack-late"]
    assert (figures.acknowledged, figures.late, figures.double) == (rig.size, 0, [])
    return figures
