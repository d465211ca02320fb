"""What Prometheus is told. Labels are names of routes, never paths: clients cannot add any."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from feedgen.serve.snapshot import Snapshot

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Metrics:
    """One server's figures, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "feedgen_requests", "Requests answered.", ("route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "feedgen_request_seconds",
            "From the request to the last byte handed over.",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._sent = Counter(
            "feedgen_sent_bytes", "Bytes of bodies sent.", ("route",), registry=self._registry
        )
        self._gauges = {
            name: Gauge(f"feedgen_{name}", help_, registry=self._registry)
            for name, help_ in (
                ("serial", "Of the release that is shown; 0 where none is."),
                ("activated_seconds", "When that release was first shown, since 1970."),
                ("expires_seconds", "Until when its pointer is believed, since 1970."),
                ("pickup_failures", "Pointers that were refused since the start."),
                ("stale", "Whether the newest pointer is not followed."),
                ("damaged_files", "Files of that release that are not what their sums say."),
            )
        }
        self._dropped = Counter(
            "feedgen_access_log_dropped", "Lines lost.", registry=self._registry
        )
        self._known: dict[tuple[str, int], tuple[Counter, Histogram, Counter]] = {}

    def count(self, route: str, status: int, seconds: float, size: int) -> None:
        """Note an answer."""
        known = self._known.get((route, status))
        if known is None:
            known = self._known[route, status] = (
                self._requests.labels(route, str(status)),
                self._seconds.labels(route),
                self._sent.labels(route),
            )
        requests, histogram, sent = known
        requests.inc()
        histogram.observe(seconds)
        sent.inc(size)

    def drop(self, lines: int) -> None:
        """Note lines of the access log that were lost."""
        self._dropped.inc(lines)

    def page(self, snapshot: Snapshot | None, failures: int, *, stale: bool) -> bytes:
        """The figures now, in Prometheus's text format."""
        pointer = snapshot.pointer if snapshot else None
        values = {
            "serial": pointer.serial if pointer else 0,
            "activated_seconds": pointer.activated.timestamp() if pointer else 0,
            "expires_seconds": pointer.expires.timestamp() if pointer else 0,
            "pickup_failures": failures,
            "stale": stale,
            "damaged_files": snapshot.release.files.damaged if snapshot else 0,
        }
        for name, value in values.items():
            self._gauges[name].set(value)
        return generate_latest(self._registry)
