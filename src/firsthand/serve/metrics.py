"""Counts for Prometheus: requests by route, their time, and what the store holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

if TYPE_CHECKING:
    from firsthand.serve.library import Library


class Metrics:
    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "firsthand_requests_total", "Requests answered", ("method", "route", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "firsthand_request_seconds", "Time to answer", ("route",), registry=self.registry,
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10),
        )  # fmt: skip
        self.reports = Gauge("firsthand_reports", "Reports in the store", registry=self.registry)
        self.batch = Gauge("firsthand_batch", "Latest batch of the store", registry=self.registry)

    def seen(self, method: str, route: str, status: int, seconds: float) -> None:
        known = method if method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH") else "other"
        self.requests.labels(known, route, str(status)).inc()
        self.seconds.labels(route).observe(seconds)

    def page(self, library: Library) -> bytes:
        self.reports.set(library.stand().reports)
        self.batch.set(library.store.sequence())
        return generate_latest(self.registry)
