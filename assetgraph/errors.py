"""Every error that assetgraph raises on purpose.

    AssetGraphError                     path, tool, reason, next_step; exit_code
    ├── UsageError                      2  the call itself cannot be carried out as given
    │   ├── SettingsError                  a setting has a wrong value
    │   ├── DeclarationError               a file that people declare things in has a mistake
    │   ├── NothingToIngest                none of the given paths exists
    │   ├── VolumeMismatch                 a declared volume does not fit the path
    │   ├── UnknownQuery                   no saved query has that name
    │   ├── ParameterError                 a query's parameter is missing, unknown or of a wrong type or word
    │   ├── QueryRefused                   the server or our gateway refuses a typed query
    │   └── PluginError                    a plug-in is broken, or claims what another one has
    ├── MediaError                      3  one file; ingest records it and goes on
    │   ├── UnreadableFile                 the file system does not give the file's bytes
    │   ├── ProbeError                     a tool cannot read a file it should read
    │   │   ├── ProbeTimeout               the tool took longer than a file may take
    │   │   └── ProbeCrashed               the tool's process died over the file
    │   ├── DocumentError                  a document's references cannot be told
    │   │   └── UnsafeDocument             its form would harm its reader: too large, too deep, a bomb
    │   └── ToolMissing                    an external tool is not installed, or too old
    ├── GraphError                      1  the graph answered with something unexpected
    │   ├── SchemaError                    the schema on the server does not fit this version
    │   ├── QueryFileError                 a .cypher file's header is incomplete or wrong
    │   └── VolumeBusy                     another ingest holds the volume
    └── GraphUnavailable                4  no server answers
        └── ServerStartError               the managed local server did not become ready
            └── JarError                   a jar could not be fetched or is damaged

Not here: what the user did not cause and we did not foresee; that is a crash, and is meant to look like one.
"""

from __future__ import annotations


class AssetGraphError(Exception):
    """An error a user can act on: what is concerned, which tool said so, why, and what to do next."""

    exit_code = 1

    def __init__(self, reason: str, *, next_step: str = "", path: str | None = None, tool: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.next_step = next_step
        self.path = path
        self.tool = tool

    def __str__(self) -> str:
        subject = f"{self.path}: " if self.path else ""
        remedy = f" ({self.next_step})" if self.next_step else ""
        return f"{subject}{self.reason}{remedy}"

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders with all their parts."""
        return _rebuild, (type(self), self.reason, self.next_step, self.path, self.tool)


def _rebuild(
    kind: type[AssetGraphError], reason: str, next_step: str, path: str | None, tool: str | None
) -> AssetGraphError:
    return kind(reason, next_step=next_step, path=path, tool=tool)


class UsageError(AssetGraphError):
    """The call cannot be carried out as given."""

    exit_code = 2


class SettingsError(UsageError):
    """A setting has a wrong value."""


class DeclarationError(UsageError):
    """A file that people declare things in has a mistake; `path` is that file, with the line where there is one."""


class NothingToIngest(UsageError):
    """None of the given paths exists."""


class VolumeMismatch(UsageError):
    """A declared volume does not fit the path it is declared for."""


class UnknownQuery(UsageError):
    """No saved query has that name."""


class ParameterError(UsageError):
    """A query's parameter is missing, unknown or of a wrong type."""


class QueryRefused(UsageError):
    """A typed query is refused: by the server, or by the read-only gateway."""


class PluginError(UsageError):
    """A plug-in is broken, or claims what another one has."""


class MediaError(AssetGraphError):
    """One file is concerned; a run records it and goes on."""

    exit_code = 3


class UnreadableFile(MediaError):
    """The file system does not give the file's bytes."""


class ProbeError(MediaError):
    """A tool cannot read a file of a kind that it should read."""


class ProbeTimeout(ProbeError):
    """A tool took longer than one file may take."""


class ProbeCrashed(ProbeError):
    """A tool's process died over the file."""


class DocumentError(MediaError):
    """A document's references cannot be told."""


class UnsafeDocument(DocumentError):
    """A document's form would harm its reader: it is too large, nested too deeply, or a bomb."""


class ToolMissing(MediaError):
    """An external tool is not installed, or too old."""


class GraphError(AssetGraphError):
    """The graph answered with something unexpected."""


class SchemaError(GraphError):
    """The schema on the server does not fit this version."""


class QueryFileError(GraphError):
    """A .cypher file's header is incomplete or wrong."""


class VolumeBusy(GraphError):
    """Another ingest holds the volume."""


class GraphUnavailable(AssetGraphError):
    """No server answers."""

    exit_code = 4


class ServerStartError(GraphUnavailable):
    """The managed local server did not become ready."""


class JarError(ServerStartError):
    """A jar could not be fetched, or is damaged and could not be fetched again."""
