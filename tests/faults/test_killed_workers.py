"""F22 (and F1 on PostgreSQL, small): kill -9 of the whole worker group at random moments; nothing gets lost.

The big run: FAULTS_MESSAGES=10000 FAULTS_KILLS=200 python3 manage.py test tests/faults -m slow
"""

import json
import os
import random
import time

import pytest

from tests.product import Product

pytestmark = pytest.mark.slow
MESSAGES = int(os.environ.get("FAULTS_MESSAGES", 500))
KILLS = int(os.environ.get("FAULTS_KILLS", 20))

SUBMIT = """
from django.utils import timezone
from dossiers.intake.actions import Report, file_complaint
for n in range({count}):
    at = timezone.now()
    report = Report(subject="Het licht is uit", story="Het licht in de hal is uit.", form=[("Wat is er gebeurd?", "Licht uit")],
        carrier="formulier", received_at=at, complainant={{"email": f"p{{n}}@proef.example"}})
    print(file_complaint(report, token=f"proef-{{n}}", source=f"bron-{{n}}", at=at).reference)
"""
STATES = """
import json
from dossiers.models import Message
rows = Message.objects.filter(to_address__endswith="@proef.example", kind="ack").select_related("dossier")
print(json.dumps({m.dossier.reference: [m.state, m.tries.filter(outcome="uncertain").count()] for m in rows}))
"""
RAISE_CAP = "from dossiers.intake import caps; caps.IN_ALL = 10**9\n"


def test_f22_nothing_is_lost_when_workers_die(tmp_path):
    with Product(tmp_path) as product:
        submitted = product.script(RAISE_CAP + SUBMIT.format(count=MESSAGES)).split()
        chance = random.Random(22)
        for _ in range(KILLS):
            time.sleep(chance.uniform(1.0, 2.5))
            product.kill("worker")
            product.start("worker")
        states = product.until(lambda: quiet(product), 60 + MESSAGES)
        print(figures := count(product, submitted, states))
    assert figures["submitted"] == MESSAGES
    assert figures["lost"] == 0
    assert figures["double"] <= allowed_doubles(KILLS)


def allowed_doubles(kills):
    """One in ten deaths (F1). Below 200 deaths chance gets its three standard deviations."""
    expected = 0.1 * kills
    return expected if kills >= 200 else expected + 3 * expected**0.5


def quiet(product):
    """All final: sent, or uncertain for the second time and on the list of a person."""
    states = json.loads(product.script(STATES).splitlines()[-1])
    return (
        states
        if all(s == "sent" or (s == "uncertain" and times > 1) for s, times in states.values())
        else None
    )


def count(product, submitted, states):
    """Three records side by side: what was submitted, the rows, and the mail server's own files."""
    copies = {}
    for mail in product.mail():
        for reference in submitted:
            if reference in mail["Subject"]:
                copies.setdefault(reference, []).append(mail["Message-ID"])
    lost = [r for r in submitted if r not in copies and states[r][0] != "uncertain"]
    double = [ids for ids in copies.values() if len(ids) > 1]
    assert all(len(set(ids)) == 1 for ids in double), "a second copy carries the same Message-ID"
    uncertain = sum(s == "uncertain" for s, _ in states.values())
    return {
        "submitted": len(submitted), "acknowledged": len(copies), "lost": len(lost), "double": len(double),
        "uncertain": uncertain,
    }  # fmt: skip
