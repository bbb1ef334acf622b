"""Settings: flag > environment > TOML file > default, each with its origin.

Not here: anything that touches the disk beyond reading the one TOML file, or the network.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError

from assetgraph.errors import SettingsError, UsageError

APP = "assetgraph"
DAY_S = 86_400.0


def _absolute(value: object) -> Path:
    if not isinstance(value, str | os.PathLike) or not str(value) or "\0" in str(value):
        raise PydanticCustomError("path", "Input should be a path")
    try:
        return Path(value).expanduser().absolute()
    except RuntimeError:
        raise PydanticCustomError("path", "Nobody's home folder is known by that name") from None


AbsolutePath = Annotated[Path, BeforeValidator(_absolute)]


class Settings(BaseModel):
    """What a run needs to know about its surroundings. Immutable; a secret never shows in repr."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: AbsolutePath = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir(APP)),
        description="what assetgraph keeps: the managed server's data and password, state",
    )
    cache: AbsolutePath = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir(APP)),
        description="jars and tools, shared by all homes; safe to delete",
    )
    neo4j_uri: str | None = Field(None, description="another Neo4j; none means the managed local server")
    neo4j_user: str = Field("neo4j", description="user of that Neo4j")
    neo4j_password: SecretStr | None = Field(None, description="password of that Neo4j")
    neo4j_database: str = Field("neo4j", description="database to use")
    studio_file: AbsolutePath | None = Field(
        None, description="what the studio declares: mounts, templates, projects; default HOME/studio.yaml"
    )
    policies_file: AbsolutePath | None = Field(
        None, description="needs, deliveries, holds, retention; default HOME/policies.yaml"
    )
    exiftool: AbsolutePath | None = Field(None, description="the ExifTool to use")
    start_server: bool = Field(True, description="start the managed server when a command needs it")
    jobs: int = Field(default_factory=lambda: min(os.cpu_count() or 1, 16), ge=1, le=256, description="workers")
    probe_timeout_s: float = Field(20.0, gt=0, le=DAY_S, description="seconds one file may take")
    query_timeout_s: float = Field(30.0, gt=0, le=DAY_S, description="seconds a query may take")
    query_max_rows: int = Field(10_000, ge=1, le=10**9, description="rows `query -c` returns at most")

    origins: dict[str, str] = Field(default_factory=dict, exclude=True, repr=False)

    @property
    def managed(self) -> bool:
        """Whether the graph is the managed local server."""
        return self.neo4j_uri is None


def public_uri(uri: str) -> str:
    """A URI as it may be shown: without the user and password somebody may have written into it."""
    scheme, separator, rest = uri.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}" if separator else uri


ENVIRONMENT = {
    "home": "ASSETGRAPH_HOME",
    "cache": "ASSETGRAPH_CACHE",
    "neo4j_uri": "NEO4J_URI",
    "neo4j_user": "NEO4J_USER",
    "neo4j_password": "NEO4J_PASSWORD",
    "neo4j_database": "NEO4J_DATABASE",
    "studio_file": "ASSETGRAPH_STUDIO_FILE",
    "policies_file": "ASSETGRAPH_POLICIES_FILE",
    "exiftool": "ASSETGRAPH_EXIFTOOL",
    "start_server": "ASSETGRAPH_START_SERVER",
    "jobs": "ASSETGRAPH_JOBS",
    "probe_timeout_s": "ASSETGRAPH_PROBE_TIMEOUT_S",
    "query_timeout_s": "ASSETGRAPH_QUERY_TIMEOUT_S",
    "query_max_rows": "ASSETGRAPH_QUERY_MAX_ROWS",
}


def config_file() -> Path:
    """The TOML file that is read: ASSETGRAPH_CONFIG, else config.toml in the user's config directory."""
    named = os.environ.get("ASSETGRAPH_CONFIG")
    return Path(named) if named else Path(platformdirs.user_config_dir(APP)) / "config.toml"


def load_settings(**flags: Any) -> Settings:
    """Resolve all settings; a flag that is None counts as not given.

    Raises SettingsError for an unreadable file or a wrong value, UsageError when a home is given by flag
    while a NEO4J_URI comes only from the environment (it is unclear which graph is meant).
    """
    layers = [
        ("flag", {name: value for name, value in flags.items() if value is not None}),
        ("environment", _from_environment()),
        ("file", _from_file(config_file())),
    ]
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for origin, layer in layers:
        for name, value in layer.items():
            if name not in values:
                values[name] = value
                origins[name] = f"{origin} {ENVIRONMENT[name]}" if origin == "environment" else origin
    if origins.get("home") == "flag" and origins.get("neo4j_uri", "").startswith("environment"):
        raise UsageError(
            "--home names a managed graph while NEO4J_URI in the environment names another one",
            next_step="unset NEO4J_URI, or leave out --home",
        )
    try:
        return Settings(**values, origins=origins)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "settings"
        origin = origins.get(name, "default")
        raise SettingsError(
            f"{name}: {first['msg']}",
            path=str(config_file()) if origin == "file" else None,
            next_step=f"correct it where it comes from: {origin}",
        ) from None


def _from_environment() -> dict[str, str]:
    return {name: os.environ[key] for name, key in ENVIRONMENT.items() if os.environ.get(key)}


def _from_file(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            values = tomllib.load(stream)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise SettingsError(
            error.strerror or str(error), path=str(path), next_step="name a file that can be read"
        ) from None
    except UnicodeDecodeError:
        raise SettingsError("it is not UTF-8", path=str(path), next_step="save it as UTF-8") from None
    except ValueError as error:
        raise SettingsError(str(error), path=str(path), next_step="correct the file") from None
    unknown = sorted(set(values) - set(ENVIRONMENT))
    if unknown:
        raise SettingsError(
            f"unknown setting {unknown[0]!r}", path=str(path), next_step=f"known: {', '.join(ENVIRONMENT)}"
        )
    return values
