"""Makes the lock file of the managed server's jars again, from Maven's own resolution: no list is kept by hand.

    python scripts/lock_jars.py             writes assetgraph/graph/neo4j-VERSION-jars.tsv
    python scripts/lock_jars.py --check     compares, writes nothing, exits with 1 where they differ

Needs mvn and Java. Maven resolves a project that depends on Neo4j and on its Browser and copies the runtime
dependencies in repository layout into a temporary folder; coordinates are read from the paths, SHA-256 and size
from the files. To move to another release change VERSION in assetgraph/graph/jars.py, run this, run the tests.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from assetgraph.graph.jars import LOCK_FILE, VERSION, Jar, locked_jars

BROWSER_VERSION = "5.24.0"
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>assetgraph</groupId><artifactId>jars</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{VERSION}</version></dependency>
    <dependency>
      <groupId>org.neo4j.client</groupId><artifactId>neo4j-browser</artifactId><version>{BROWSER_VERSION}</version>
    </dependency>
  </dependencies>
</project>
"""


def resolved(folder: Path) -> list[Jar]:
    """Every runtime jar that Maven resolves, sorted by coordinates."""
    pom, jars = folder / "pom.xml", folder / "jars"
    pom.write_text(POM, encoding="utf-8")
    command = ["mvn", "--batch-mode", "-q", "-f", str(pom), PLUGIN, "-DincludeScope=runtime"]
    options = ["-Dmdep.useRepositoryLayout=true", f"-DoutputDirectory={jars}"]
    subprocess.run([*command, *options], check=True, stdout=sys.stderr)
    return sorted(_jar(path, jars) for path in jars.rglob("*.jar"))


def _jar(path: Path, root: Path) -> Jar:
    *group, artifact, version, name = path.relative_to(root).parts
    classifier = name.removesuffix(".jar").removeprefix(f"{artifact}-{version}").removeprefix("-")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Jar(".".join(group), artifact, version, classifier, digest, path.stat().st_size)


def write(jars: list[Jar], lock_file: Path) -> None:
    """Write the lock file."""
    with lock_file.open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream, delimiter="\t", lineterminator="\n")
        rows.writerow(["group", "artifact", "version", "classifier", "sha256", "bytes"])
        rows.writerows(jars)


def main() -> int:
    """Resolve, and write or compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare with the lock file; write nothing")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory(prefix="lock-jars-") as folder:
        jars = resolved(Path(folder))
    if check:
        differing = set(jars) ^ set(locked_jars())
        for jar in sorted(differing):
            print("only in Maven" if jar in jars else "only in the lock file", jar.filename)
        return 1 if differing else 0
    write(jars, LOCK_FILE)
    print(f"{len(jars)} jars, {sum(jar.size_bytes for jar in jars) / 1e6:.0f} MB, in {LOCK_FILE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
