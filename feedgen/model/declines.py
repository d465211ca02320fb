"""Why a format has no place for whole types of observables."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from feedgen.model.observables import OBSERVABLE_TYPES, Family

_PLURAL = "{plural}"


class Declines(Mapping[str, str]):
    """Reasons by type. A row says one for a type, or for whatever else is of its family.

    A family's reason may hold `{plural}`, which becomes what people call the type's values. It is
    about types that nobody has thought of yet, too.
    """

    def __init__(self, rows: Mapping[str | Family, str], holds: Collection[str] = ()) -> None:
        """State the rows.

        Args:
            rows: reasons by type or family.
            holds: types that the format has: no family's row is about them, so that a value which
                is lost by mistake still stops the build.
        """
        self._rows, self._holds = rows, frozenset(holds)
        self._reasons: dict[str, str | None] = {}

    def __getitem__(self, type_: str) -> str:
        reason = self._reason(type_)
        if reason is None:
            raise KeyError(type_)
        return reason

    def __contains__(self, type_: object) -> bool:
        return isinstance(type_, str) and self._reason(type_) is not None

    def __iter__(self) -> Iterator[str]:
        return (type_ for type_ in OBSERVABLE_TYPES if type_ in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _reason(self, type_: str) -> str | None:
        """Asked for each of a million values: worked out once."""
        if type_ not in self._reasons and type_ in OBSERVABLE_TYPES:
            self._reasons[type_] = self._rows.get(type_) or self._of_family(type_)
        return self._reasons.get(type_)

    def _of_family(self, type_: str) -> str | None:
        cls = OBSERVABLE_TYPES[type_]
        reason = None if type_ in self._holds else self._rows.get(cls.family)
        return reason.replace(_PLURAL, cls.plural) if reason else None
