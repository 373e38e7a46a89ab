"""What an operator may set, through environment variables with the prefix `AFTERWORD_`."""

from typing import Annotated

from pydantic import ByteSize, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """One instance describes one running service. Nothing secret has a default."""

    model_config = SettingsConfigDict(env_prefix="AFTERWORD_", extra="forbid")

    database_url: str = "sqlite:///data/afterword.db"
    """`sqlite:///relative/file.db`, `sqlite:////absolute/file.db` or `postgresql://user:password@host/name`."""

    database_pool_size: int = 20
    """How many PostgreSQL connections one worker process holds at most."""

    answer_cache_size: ByteSize = ByteSize(64_000_000)
    """How much memory one process gives to answers of `/next-actions` that still hold, as `64MB`; 0 keeps none."""

    cors_origins: Annotated[tuple[str, ...], NoDecode] = ()
    """Origins whose pages may call the service, separated by commas: `https://app.example,https://other.example`."""

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value
