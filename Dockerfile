# One image for web, worker, beat and guard; docker-compose.yml says which one runs.
FROM python:3.13-slim

ENV KLACHTEN_NO_VENV=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=klachten.settings \
    STATIC_ROOT=/srv/static \
    WEB_CONCURRENCY=2

WORKDIR /srv/klachten
COPY requirements.lock ./
RUN pip install --no-cache-dir -r requirements.lock
COPY . .

# these values serve this one step only and are not kept in the image
RUN SECRET_KEY=only-to-collect-the-static-files-while-building-the-image \
    DATABASE_URL=sqlite://:memory: CELERY_BROKER_URL=redis://none EMAIL_URL=smtp://none:25 \
    BASE_URL=http://localhost ALLOWED_HOSTS=localhost MEDIA_ROOT=/srv/media \
    python manage.py collectstatic --noinput

# a fixed number, so that a folder of the host can be given to it (docs/production.md, backup)
RUN useradd --uid 10001 --no-create-home --home-dir /srv --shell /usr/sbin/nologin klachten \
    && mkdir -p /srv/media /srv/beat var \
    && chown klachten: /srv/media /srv/beat var
USER klachten
EXPOSE 8000
CMD ["gunicorn", "klachten.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--threads", "4", "--timeout", "60", "--graceful-timeout", "30", "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
