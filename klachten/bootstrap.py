"""What manage.py does before Django exists: a right Python, .venv with the packages, the values from outside.

Standard library only, and readable by Python 3.6: an old Python must get a clear line, not a SyntaxError.
Inside another virtual environment, or with KLACHTEN_NO_VENV=1, no environment is made and nothing is installed;
with KLACHTEN_NO_VENV=1 no values are filled in either (a container says everything itself).
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys

from klachten import environment, installing

REPO = environment.REPO
VENV = REPO / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
UNFINISHED = VENV / "unfinished"  # there while we install: what was cut off is made anew
FILES = {"run": ("requirements.txt",), "test": ("requirements.txt", "requirements-dev.txt")}


def prepare(argv):
    """Make everything ready for Django. `up` and `test` are handled here and end the process."""
    word = argv[1] if len(argv) > 1 else ""
    no_venv = os.environ.get("KLACHTEN_NO_VENV") == "1"
    _need_python(argv)
    if not no_venv and not _in_another_venv():
        try:
            _need_venv(argv, "test" if word == "test" else "run")
        except KeyboardInterrupt:
            sys.exit(130)
    if not importlib.util.find_spec("django"):
        stop("Django ontbreekt in deze omgeving. Typ: pip install -r requirements.txt (of eerst: deactivate)")
    if word == "test":
        run_tests(argv[2:])
    embedded = fill_in(word == "up", no_venv)
    if word == "up":
        from klachten import supervisor

        sys.exit(supervisor.up(embedded))


def fill_in(up, no_venv):
    """Names of the values that we gave, because nobody else did."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klachten.settings")
    if no_venv:
        return []
    try:
        return environment.embedded_defaults(up=up)
    except ValueError:
        stop("PORT klopt niet. Geef een nummer tussen 1 en 65535, zoals 8000.")
    except OSError as error:
        stop(f"kan niet schrijven in {environment.VAR} ({error.strerror}).")


def run_tests(args):
    """Hand over to pytest before Django loads: Django's own parser refuses -x. tests/given.py gives the values.

    Everything runs on all cores; more at once makes the tests that watch real processes wait for each other.
    """
    os.chdir(str(REPO))
    everything = ["-n", str(os.cpu_count() or 1)]
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *(args or everything)])


def stop(line):
    sys.exit(f"Klachten start niet: {line}")


# --- Python


def _need_python(argv):
    if sys.version_info >= (3, 11):  # an older one does come here
        return
    for name in ("python3.13", "python3.12", "python3.11"):
        path = shutil.which(name)
        if path and python_version(path):  # a shim may exist and still not run
            os.execv(path, [path, *argv])
    found = ".".join(str(n) for n in sys.version_info[:2])
    stop(
        f"Python 3.11 of nieuwer is nodig en dit is {found}. Debian 12: sudo apt install python3 python3-venv"
    )


def python_version(path):
    """Version as "3.11.7" when this Python runs and is new enough, else nothing."""
    ask = "import sys; print('%d.%d.%d' % sys.version_info[:3]); sys.exit(sys.version_info < (3, 11))"
    try:
        done = subprocess.run([str(path), "-c", ask], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return ""
    return done.stdout.decode().strip() if done.returncode == 0 else ""


# --- .venv


def _in_another_venv():
    return sys.prefix != sys.base_prefix and not _in_own_venv()


def _in_own_venv():
    return VENV.exists() and os.path.realpath(sys.prefix) == str(VENV.resolve())


def _need_venv(argv, kind):
    """Go on inside .venv, with the packages that this kind of work needs."""
    version = ".".join(map(str, sys.version_info[:3])) if _in_own_venv() else python_version(VENV_PYTHON)
    ready = is_fresh(kind, version)
    if ready and _in_own_venv():
        return
    if not ready:
        _install_locked(kind)
    os.execv(str(VENV_PYTHON), [str(VENV_PYTHON), *argv])


def stamp(kind, version):
    """SHA-256 of the requirement files and the Python version: as long as it is the same, nothing is installed."""
    digest = hashlib.sha256(version.encode())
    for name in FILES[kind]:
        digest.update((REPO / name).read_bytes())
    return digest.hexdigest()


def is_fresh(kind, version):
    file = VENV / f"stamp-{kind}"
    if not version or UNFINISHED.exists() or not file.exists():
        return False
    return file.read_text() == stamp(kind, version)


def is_sound(version):
    """Can packages be added to this .venv, or must it be made anew?"""
    packages = VENV / "lib" / f"python{version.rpartition('.')[0]}" / "site-packages"
    adds = shutil.which("uv") or (packages / "pip").exists()
    return bool(version) and bool(adds) and not UNFINISHED.exists()


def _install_locked(kind):
    try:
        environment.VAR.mkdir(exist_ok=True)
        lock = open(str(environment.VAR / "install.lock"), "w")  # noqa: SIM115
    except OSError as error:
        stop(f"kan niet schrijven in {REPO} ({error.strerror}).")
    with lock:
        os.set_inheritable(
            lock.fileno(), True
        )  # when we are killed, an installer that goes on still holds it
        _wait_for(lock)
        version = python_version(VENV_PYTHON)
        if not is_fresh(kind, version):  # another start may have done it meanwhile
            _install(kind, version)


def _wait_for(lock):
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        installing.say("Een andere start installeert al. Even wachten …")
        fcntl.flock(lock, fcntl.LOCK_EX)


def _install(kind, version):
    was_sound = is_sound(version)
    if not was_sound:
        _make_venv()
        version = python_version(VENV_PYTHON)
    UNFINISHED.touch()
    if not installing.install(VENV_PYTHON, REPO / FILES[kind][-1]):
        if was_sound:  # no internet, say: what was there is still there
            UNFINISHED.unlink()
        stop("installeren lukte niet (zie hierboven). Controleer het internet en probeer het opnieuw.")
    for done in ("run", kind):  # the test packages include those to run
        (VENV / f"stamp-{done}").write_text(stamp(done, version))
    UNFINISHED.unlink()


def _make_venv():
    if _in_own_venv():
        stop("de map .venv is niet af. Verlaat haar (deactivate) en typ opnieuw: python3 manage.py up")
    with_uv = bool(shutil.which("uv"))
    if not with_uv and not importlib.util.find_spec("ensurepip"):
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        stop(f"het onderdeel venv van Python ontbreekt. Typ eerst: sudo apt install {package}")
    shutil.rmtree(str(VENV), ignore_errors=True)
    VENV.mkdir()
    UNFINISHED.touch()
    bare = ["--without-pip"] if with_uv else []
    if subprocess.run([sys.executable, "-m", "venv", *bare, str(VENV)]).returncode:
        stop("de map .venv maken lukte niet. Kijk naar de regels hierboven.")
