"""Saved queries as Neo4j Browser's favourites: each one text that runs as it stands.

Values of parameters are written into the text: a favourite that sets parameters first would be a script of two
statements, of which Browser shows neither table nor picture, and it would make 20 a float.
"""

from __future__ import annotations

import io
import json
import re
import zipfile

from assetgraph.graph.cypher_files import CypherFile, queries

FOLDER = "AssetGraph"
_PARAMETER = re.compile(r"\$(\w+)")
_AT = (1980, 1, 1, 0, 0, 0)


def favourites() -> dict[str, str]:
    """Text by file name: of each saved query its table and its picture, titled by the first line."""
    found = {}
    for name, query in sorted(queries().items()):
        found[f"{FOLDER}/{name}.cypher"] = table_text(query)
        if query.visual:
            found[f"{FOLDER}/{name}_picture.cypher"] = f"// {query.ask} (picture)\n// {query.why}\n{query.visual}\n"
    return found


def favourites_zip() -> bytes:
    """The same as a zip, to be dropped on Neo4j Browser; equal for equal queries."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in favourites().items():
            archive.writestr(zipfile.ZipInfo(name, date_time=_AT), text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def table_text(query: CypherFile) -> str:
    """A query with its parameters' defaults written in, each behind its name; null where one has to be given."""
    literals = {param.name: json.dumps(param.default) for param in query.params}
    head = [f"// {query.ask}", f"// {query.why}"]
    head += [f"// {param.name}: {param.help}{' (fill in)' if param.required else ''}" for param in query.params]
    body = _PARAMETER.sub(lambda match: f"/*{match[1]}*/ {literals[match[1]]}", query.statement)
    return "\n".join([*head, body]) + "\n"
