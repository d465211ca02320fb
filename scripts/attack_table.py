"""Writes feedgen/model/attack_techniques.tsv from MITRE's enterprise-attack STIX bundle.

    python scripts/attack_table.py enterprise-attack.json

The bundle is published by MITRE in the repository mitre-attack/attack-stix-data.
"""

import json
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "feedgen" / "model" / "attack_techniques.tsv"
HEAD = """\
# Technique ids, STIX ids, tactics and names of MITRE ATT&CK Enterprise {version}.
# (c) The MITRE Corporation. Reproduced and distributed with its permission; see NOTICE.
"""


def table(bundle: dict[str, object]) -> str:
    """The table's text, sorted by technique id."""
    objects = bundle["objects"]
    assert isinstance(objects, list)
    rows = []
    version = ""
    for item in objects:
        if item["type"] == "x-mitre-collection":
            version = f"v{item['x_mitre_version']}"
        if (
            item["type"] != "attack-pattern"
            or item.get("revoked")
            or item.get("x_mitre_deprecated")
        ):
            continue
        external = next(
            r for r in item["external_references"] if r["source_name"] == "mitre-attack"
        )
        phases = sorted(
            phase["phase_name"]
            for phase in item["kill_chain_phases"]
            if phase["kill_chain_name"] == "mitre-attack"
        )
        rows.append(
            "\t".join((external["external_id"], item["id"], ",".join(phases), item["name"]))
        )
    return HEAD.format(version=version) + "\n".join(sorted(rows)) + "\n"


if __name__ == "__main__":
    TARGET.write_text(
        table(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))), encoding="utf-8"
    )
