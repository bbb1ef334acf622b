"""What users declare about their studio, and the rules for derivatives that follow.

Not here: reading the files (declared.py), mounts (declared_mounts.py), needs, deliveries and holds (policies.py),
projects (projects.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assetgraph.relate.declared import Policies, Studio, load_policies, load_studio
from assetgraph.relate.derivatives import CONVENTIONS, Rule


@dataclass(frozen=True, slots=True)
class Declared:
    """The two files, each None where there is none."""

    studio: Studio | None = None
    policies: Policies | None = None


def load_declared(studio_file: Path, policies_file: Path) -> Declared:
    """Read both files; one that is not there declares nothing. Raises DeclarationError for a mistake in either."""
    return Declared(
        load_studio(studio_file) if studio_file.exists() else None,
        load_policies(policies_file) if policies_file.exists() else None,
    )


def derivative_rules(studio: Studio | None) -> tuple[Rule, ...]:
    """Where derivatives lie: what the studio declares, before the conventions."""
    declared = studio.proxies if studio else ()
    return (
        *(
            Rule(
                each.kind,
                frozenset({each.folder.lower()} if each.folder else ()),
                frozenset({each.suffix.lstrip("_-").lower()} if each.suffix else ()),
                "DECLARED",
            )
            for each in declared
        ),
        *CONVENTIONS,
    )
