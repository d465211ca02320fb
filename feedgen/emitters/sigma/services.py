"""Units of systemd: their files, commands that name them, and their start in the audit log.

Where unit files lie: https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html,
"Unit File Load Path". systemd reports the start of a service as an audit event SERVICE_START whose
`unit` is the name without `.service`; other units leave no such event.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.emitters.sigma.detection import Clause, Comparison, Term
from feedgen.emitters.sigma.encoding import Pattern
from feedgen.emitters.sigma.family import Family, LogSource
from feedgen.model.indicator import Indicator
from feedgen.model.observables import SystemdUnit

_SYSTEM_DIRECTORIES = (
    "/etc/systemd/system", "/etc/systemd/user", "/lib/systemd/system", "/run/systemd/system",
    "/usr/lib/systemd/system", "/usr/lib/systemd/user", "/usr/local/lib/systemd/system",
)  # fmt: skip
_USER_DIRECTORIES = ("/.config/systemd/user", "/.local/share/systemd/user")
"""Below a home directory."""
_SERVICE = ".service"
_RECORD_TYPES = (
    "https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/7/html/"
    "security_guide/sec-audit_record_types"
)
_SYSTEMCTL = (Term("Image", Comparison.ENDSWITH, (Pattern.literal("/systemctl"),)),)


def unit_files(unit: SystemdUnit) -> Iterator[Clause]:
    """The unit's file in `TargetFilename`, in every directory that systemd reads."""
    for directories, comparison in (
        (_SYSTEM_DIRECTORIES, Comparison.EQUALS),
        (_USER_DIRECTORIES, Comparison.ENDSWITH),
    ):
        for directory in directories:
            yield Clause(
                selection="unit", field="TargetFilename", comparison=comparison,
                value=Pattern.literal(f"{directory}/{unit.value}"),
            )  # fmt: skip


def unit_command(unit: SystemdUnit) -> Iterator[Clause]:
    """A `systemctl` that names the unit as a whole word; services also without `.service`."""
    for name in _names(unit):
        for text, comparison in (
            (f" {name}", Comparison.ENDSWITH),
            (f" {name} ", Comparison.CONTAINS),
        ):
            yield Clause(
                selection="unit", field="CommandLine", comparison=comparison,
                value=Pattern.literal(text), also=_SYSTEMCTL,
            )  # fmt: skip


def _names(unit: SystemdUnit) -> tuple[str, ...]:
    short = unit.value.removesuffix(_SERVICE)
    return (unit.value,) if short == unit.value else (short, unit.value)


def _started(indicator: Indicator) -> Iterator[Clause]:
    if indicator.value.endswith(_SERVICE):
        name = Pattern.literal(indicator.value.removesuffix(_SERVICE))
        yield Clause(selection="unit", field="unit", value=name)


FAMILIES = (
    Family(
        key="lnx_auditd_service", stem="lnx_auditd_{}_service",
        source=LogSource(
            product="linux", service="auditd",
            definition="Requirements: auditd on a system that runs systemd; no rules have to be "
            "loaded for events of type SERVICE_START",
        ),
        types=frozenset({"systemd_unit"}), clauses=_started,
        title="Start of Listed Service", detects="the start of systemd services",
        tactics=frozenset({"execution", "persistence"}),
        scope=(Term("type", Comparison.EQUALS, (Pattern.literal("SERVICE_START"),)),),
        falsepositive="Another service of the same name",
        documents=(_RECORD_TYPES,),
    ),
)  # fmt: skip
"""In order of key."""
