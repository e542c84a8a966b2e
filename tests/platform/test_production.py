"""The shape of production, run for real: two webs behind nginx (docs/nginx.conf), two workers, one beat, one guard,
PostgreSQL and Redis, by the command lines of docker-compose.yml."""

from __future__ import annotations

import contextlib
import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2
import pytest
from django.test import override_settings

from dossiers.documents.filenames import MB
from dossiers.intake.caps import source_of
from tests.organisation.test_first_start import ANSWERS, PASSWORD
from tests.platform.stack import NAME, VALUES, Stack
from tests.platform.visitor import Visitor

pytestmark = pytest.mark.slow
STORY = "Het licht in de hal is al weken uit, en niemand belt terug."


def rows(stack, question):
    """What PostgreSQL itself says."""
    with contextlib.closing(psycopg2.connect(stack.env["DATABASE_URL"])) as line, line.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def test_the_shape_of_production(tmp_path, subtests):
    """Started once, and begun as an empty installation begins: with the code."""
    with Stack(tmp_path) as stack:
        stack.until(
            lambda: stack.healthy("web").returncode == 0 == stack.healthy("web-2").returncode, 60, "both webs"
        )
        begin(stack)
        for check in CHECKS:
            with subtests.test(check.__name__):
                check(stack)


def begin(stack):
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", stack.manage("manage.py", "first_start_code"))[0]
    answer, page = Visitor(stack.https).send("/begin/", {**ANSWERS, "code": code})
    assert answer.status == 302, page


def file(stack, email, *, files=(), **visitor):
    answer, page = Visitor(stack.https, **visitor).send("/", {"story": STORY, "email": email}, files)
    assert answer.status == 303, page
    return answer


def acknowledged(stack, *emails):
    stack.until(lambda: all(stack.mail_to(email) for email in emails), 30, f"mail to {emails}")
    return [len(stack.mail_to(email)) for email in emails]


def every_health_check_says_yes(stack):
    """All at once; celery takes some seconds to ask."""
    names = [*stack.SERVICES, "database", "redis"]
    with ThreadPoolExecutor(len(names)) as pool:
        fine = lambda name: stack.until(lambda: stack.healthy(name).returncode == 0, 60, f"health of {name}")  # noqa: E731
        assert all(pool.map(fine, names))


def the_health_check_of_the_web_says_no_when_nobody_is_there(stack):
    stack.ports["gone"], stack.SERVICES = 9, {**stack.SERVICES, "gone": "web"}
    assert stack.healthy("gone").returncode != 0
    del stack.ports["gone"], stack.SERVICES


def a_session_holds_on_both_webs(stack):
    colleague = Visitor(stack.https)
    answer, page = colleague.send(
        "/account/inloggen/", {"login": ANSWERS["person_email"], "password": PASSWORD}
    )
    assert answer.status == 302, page
    assert [colleague.ask("/instellingen/")[0].status for _ in range(6)] == [200] * 6
    served = re.findall(r"(\S+) /instellingen/", (stack.folder / "nginx" / "access.log").read_text())
    assert {int(address.rpartition(":")[2]) for address in served} == set(stack.ports.values())


def plain_http_at_the_web_itself_is_sent_to_https(stack):
    """Without the word of the proxy nothing counts as safe."""
    done = stack.run("python", "-c", (
        f"import http.client; c = http.client.HTTPConnection('127.0.0.1', {stack.ports['web']}, timeout=9);"
        f"c.request('GET', '/', headers={{'Host': '{NAME}'}}); a = c.getresponse(); print(a.status, a.headers['Location'])"
    ))  # fmt: skip
    assert done.stdout.split() == ["301", f"https://{NAME}/"]


def the_visitor_counts_as_the_source_whatever_he_says_himself(stack):
    file(stack, "vijf@bron.example")
    lies = {"X-Forwarded-For": "203.0.113.9", "X-Real-IP": "203.0.113.9"}
    file(stack, "zes@bron.example", address="127.0.0.6", **lies)
    told = rows(stack, "select source from dossiers_filing order by id")
    assert told == [(source("127.0.0.5"),), (source("127.0.0.6"),)]


def source(address):
    """As the stack counts it: by its own key."""
    with override_settings(SECRET_KEY=VALUES["SECRET_KEY"]):
        return source_of(address)


def twenty_megabytes_come_in_and_what_is_more_gets_our_own_words(stack):
    ten = b"Een lange brief met veel regels erin.\n" * (10 * MB // 38)
    file(stack, "veel@bron.example", files=[("een.txt", ten), ("twee.txt", ten)])
    answer, page = Visitor(stack.https).send(
        "/", {"story": STORY, "email": "meer@bron.example"}, [("a.txt", ten), ("b.txt", ten), ("c.txt", ten)]
    )
    assert answer.status == 200
    assert STORY in page, "what was typed stands there still"
    assert "alles samen 20 MB" in page


def far_too_much_gets_our_page_and_not_that_of_nginx(stack):
    for path, words in (("/", "Uw bestanden zijn te groot"), ("/en/", "Your files are too large")):
        answer, page = Visitor(stack.https).ask(path, b"x" * (51 * 1024 * 1024), "application/octet-stream")
        assert answer.status == 413
        assert words in page
        assert "nginx" not in page


def static_files_stay_in_the_browser_for_a_year(stack):
    _answer, page = Visitor(stack.https).ask("/")
    sheet = re.search(r'href="(/static/klachten\.[0-9a-f]+\.css)"', page)[1]
    answer, _text = Visitor(stack.https).ask(sheet)
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"


def static_files_are_read_by_another_user_than_who_collected_them(stack):
    """The image collects as root and serves as klachten; nginx may serve them itself."""
    collected = list(Path(stack.env["STATIC_ROOT"]).rglob("*"))
    assert len(collected) > 50
    assert [path.name for path in collected if not path.stat().st_mode & stat.S_IROTH] == []


def either_worker_delivers_alone_and_each_complaint_once(stack):
    for gone, stays in (("worker", "worker-2"), ("worker-2", "worker")):
        assert stack.stop(gone) == {gone: 0}
        file(stack, f"bij-{stays}@bron.example")
        assert acknowledged(stack, f"bij-{stays}@bron.example") == [1]
        starts = stack.log(gone).count(" ready.")
        stack.start(gone)
        stack.until(lambda gone=gone, n=starts: stack.log(gone).count(" ready.") > n, 60, f"{gone} ready")
    assert all("message" in stack.log(name) for name in ("worker", "worker-2"))


def a_graceful_stop_loses_nothing(stack):
    """SIGTERM to all of ours at once, straight after filing; after the next start everybody heard it, once."""
    emails = [f"stop-{n}@bron.example" for n in range(6)]
    for email in emails:
        file(stack, email)
    ended = stack.stop(*stack.SERVICES)
    assert set(ended.values()) == {0}, ended
    answer, page = Visitor(stack.https).ask("/", b"story=Er+is+niemand", "application/x-www-form-urlencoded")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "20"), page
    assert "Wat u typte, staat er nog" in page
    for name in stack.SERVICES:
        stack.start(name)
    assert acknowledged(stack, *emails) == [1] * 6
    waiting = "select count(*) from dossiers_message where kind = 'ack' and state <> 'sent'"
    stack.until(lambda: rows(stack, waiting) == [(0,)], 30, "everything sent")
    assert [len(stack.mail_to(email)) for email in emails] == [1] * 6


CHECKS = (
    every_health_check_says_yes,
    the_health_check_of_the_web_says_no_when_nobody_is_there,
    a_session_holds_on_both_webs,
    plain_http_at_the_web_itself_is_sent_to_https,
    the_visitor_counts_as_the_source_whatever_he_says_himself,
    twenty_megabytes_come_in_and_what_is_more_gets_our_own_words,
    far_too_much_gets_our_page_and_not_that_of_nginx,
    static_files_stay_in_the_browser_for_a_year,
    static_files_are_read_by_another_user_than_who_collected_them,
    either_worker_delivers_alone_and_each_complaint_once,
    a_graceful_stop_loses_nothing,
)
