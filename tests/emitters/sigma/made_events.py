"""Events for the rules of values that no corpus lists; see `sigma_published`."""

from __future__ import annotations

from tests.emitters.sigma.object_events import fetched, request
from tests.emitters.sigma.pull_events import Cases

_PAIRS, _OTHER_PAIRS = ":".join(["ab"] * 20), ":".join(["ab"] * 19 + ["ac"])
MADE: Cases = {
    "suricata_tls_alpha_registry_2026_04": (
        [{"event_type": "tls", "tls.fingerprint": _PAIRS, "tls.sni": "x.example"}],
        [{"event_type": "tls", "tls.fingerprint": _OTHER_PAIRS},
         {"event_type": "alert", "tls.fingerprint": _PAIRS}, {"event_type": "tls"}],
    ),
    "suricata_http_alpha_registry_2026_04": (
        [request("X-A", "14")], [request("X-A", "141"), request("X-B", "14")],
    ),
    "zeek_smtp_alpha_registry_2026_04": (
        [{"mailfrom": "drop@mail.example"}, {"rcptto": "DROP@mail.example"},
         {"to": "Somebody <drop@mail.example>"}, {"reply_to": "drop@mail.example"}],
        [{"mailfrom": "xdrop@mail.example"}, {"to": "Somebody <drop@mail.example.org>"},
         {"subject": "drop@mail.example"}, {"to": "Somebody <backdrop@mail.example>"}],
    ),
    "zeek_x509_alpha_registry_2026_04": (
        [{"fingerprint": "ab" * 20}], [{"fingerprint": "ac" * 20}, {"certificate.subject": "x"}],
    ),
    "zeek_ssl_alpha_registry_2026_04": (
        [{"cert_chain_fps": f"{'cd' * 20},{'ab' * 20}"}], [{"cert_chain_fps": "cd" * 20}],
    ),
    "net_firewall_alpha_registry_2026_04": (
        [{"dst_ip": "2001:db8::7"}], [{"dst_ip": "2001:db9::7"}, {"dst_ip": "10.0.0.1"}],
    ),
    "net_connection_lnx_alpha_registry_2026_04": (
        [{"DestinationIp": "2001:db8::7"}], [{"DestinationIp": "-"}],
    ),
    "net_connection_win_alpha_registry_2026_04": (
        [{"DestinationIp": "2001:db8::7"}], [{"DestinationIp": "2001:db8:1::7"}],
    ),
    "proxy_alpha_registry_2026_04": (
        [{"cs-host": "x.example", "cs-cookie": "a=b"}], [{"cs-host": "x", "cs-cookie": "a=b; c=d"}],
    ),
    "proxy_alpha_registry_2026_04_download": (
        fetched("/packages/a/bad-1.tar.gz", "/packages/a/bad-1-py3-none-any.whl"),
        fetched("/packages/a/bad-1.1.tar.gz", "/packages/a/notbad-1.tar.gz", "/simple/bad/"),
    ),
}  # fmt: skip
"""By file name: events that the rule must find, and events it must not."""
