"""Names that many unrelated people share: public suffixes, hosting platforms, forges, registries.

Whoever blocks one of them blocks everybody there; whoever lists a name below one lists a tenant
that may be gone tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from feedgen.checks._public_suffixes import Section, public_suffixes
from feedgen.checks._suffixes import SuffixIndex
from feedgen.checks._warninglists import listed_host, read_warninglist

CURATED: Mapping[str, tuple[str, ...]] = {
    "a code forge": (
        "github.com", "githubusercontent.com", "gitlab.com", "bitbucket.org", "codeberg.org",
        "gitea.com", "gitee.com", "sr.ht", "sourceforge.net", "dev.azure.com", "visualstudio.com",
        "huggingface.co",
    ),
    "a container registry": (
        "docker.io", "docker.com", "ghcr.io", "quay.io", "gcr.io", "pkg.dev", "public.ecr.aws",
        "mcr.microsoft.com", "azurecr.io", "registry.k8s.io", "registry.gitlab.com",
    ),
    "a package registry": (
        "npmjs.com", "npmjs.org", "yarnpkg.com", "pypi.org", "pythonhosted.org", "rubygems.org",
        "crates.io", "nuget.org", "packagist.org", "maven.org", "golang.org", "hex.pm",
        "open-vsx.org", "vsassets.io", "jsr.io", "conda.anaconda.org",
    ),
    "a content network for packages": (
        "jsdelivr.net", "unpkg.com", "cdnjs.cloudflare.com", "esm.sh", "deno.land",
    ),
    "a cloud provider": (
        "amazonaws.com", "on.aws", "cloudfront.net", "googleapis.com", "googleusercontent.com",
        "windows.net", "azure.com", "cloudflare.com", "digitalocean.com", "oraclecloud.com",
    ),
    "a host of smart contracts": ("icp0.io", "ic0.app", "icp-api.io"),
    "a blockchain gateway": ("infura.io", "alchemy.com", "mainnet-beta.solana.com"),
    "a messaging service": (
        "telegram.org", "t.me", "discord.com", "discordapp.com", "discord.gg", "slack.com",
    ),
    "a request collector": (
        "webhook.site", "requestbin.com", "pipedream.net", "interact.sh", "oast.fun", "oast.pro",
        "oast.live", "oast.site", "oast.online", "oast.me", "oastify.com", "burpcollaborator.net",
        "beeceptor.com",
    ),
    "a tunnel service": (
        "trycloudflare.com", "ngrok.io", "ngrok.app", "ngrok-free.app", "ngrok.dev", "loca.lt",
        "localhost.run", "serveo.net", "pinggy.link", "bore.pub", "devtunnels.ms",
    ),
    "a file or text host": (
        "pastebin.com", "rentry.co", "transfer.sh", "file.io", "gofile.io", "catbox.moe",
        "0x0.st", "termbin.com", "archive.org", "dropboxusercontent.com",
    ),
    "a mail provider": (
        "gmail.com", "outlook.com", "hotmail.com", "proton.me", "protonmail.com", "yahoo.com",
        "icloud.com", "tutanota.com", "gmx.net",
    ),
}  # fmt: skip
"""What is shared there, and the names; what lies below them is meant too."""

LISTS: Mapping[str, str] = {
    "lots-project": "a trusted site that attackers live off",
    "url-shortener": "a URL shortener",
    "link-in-bio": "a page of links that anybody can have",
    "public-ipfs-gateways": "a gateway to everything on IPFS",
    "dynamic-dns": "a dynamic DNS provider",
}
"""MISP warninglists of shared names."""

_SUFFIX = "a public suffix, where anybody can have a name"


@cache
def platforms() -> SuffixIndex[str]:
    """All of them in one index, with what they are. Built once.

    Of a wildcard of the suffix list the name above it is in: what the star stands for is a tenant.
    """
    return SuffixIndex(_names())


def _names() -> Iterator[tuple[str, str]]:
    for what, names in CURATED.items():
        yield from ((name, what) for name in names)
    for name, section in public_suffixes().rules.items():
        if section is Section.PRIVATE:
            yield name, _SUFFIX
    for folder, what in LISTS.items():
        yield from ((listed_host(entry), what) for entry in read_warninglist(folder).entries)
