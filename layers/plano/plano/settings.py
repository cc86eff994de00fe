"""What a deployment sets: the environment of a function, read once and validated."""

import os
from functools import lru_cache

from pydantic import BaseModel, ConfigDict


class Settings(BaseModel):
    """The environment variables `PLANO_…` of a function, as template.yaml sets them."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    environment: str = "local"
    registry_table: str = "registry"
    sessions_table: str = "sessions"
    records_table: str = "records"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process.

    Raises:
        pydantic.ValidationError: a variable has a value that it can't have.
    """
    prefix = "PLANO_"
    return Settings.model_validate(
        {name.removeprefix(prefix).lower(): value for name, value in os.environ.items() if name.startswith(prefix)}
    )
