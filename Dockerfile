# The service as an image. It holds no secret, runs as a numeric user without rights, and keeps its SQLite file in /data.
#
#   docker build --tag afterword .
#   docker run --rm --volume afterword:/data afterword migrate
#   docker run --rm --volume afterword:/data afterword accounts create "Sam Carter"
#   docker run --publish 8000:8000 --volume afterword:/data afterword
#
# Migrations are a command of their own, so that replicas over one PostgreSQL never race to change its schema; and
# serving prints no token, which would stay in the container's log.

FROM python:3.13-slim-bookworm AS build

# The Makefile's version, so that the lock file means one thing everywhere.
RUN pip install --no-cache-dir uv==0.13.9
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PYTHON_DOWNLOADS=never

WORKDIR /app
# Dependencies first: this layer stays until the lock file changes.
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev --extra redis --extra traces --no-install-project
COPY LICENSE README.md ./
COPY api api
COPY migrations migrations
RUN uv sync --locked --no-dev --extra redis --extra traces --no-editable


FROM python:3.13-slim-bookworm

RUN install --directory --owner=10001 --group=10001 /data
COPY --from=build /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    AFTERWORD_LOG_FORMAT=json \
    AFTERWORD_DATABASE_URL=sqlite:////data/afterword.db

WORKDIR /data
VOLUME /data
USER 10001:10001
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/health/live', timeout=2)"]

ENTRYPOINT ["afterword"]
CMD ["serve", "--no-set-up", "--host", "0.0.0.0", "--port", "8000"]
