// What the feed lists, keyed by what texts say. Filled by `add` and `addGood`; read by match.js.

const HEX_TYPES = new Set(["sha256", "sha1", "md5", "image_digest", "certificate", "commit"]);
export const LONGEST = 600; // characters of a word that could name something
const SHORT = 12; // hex digits that a shortened digest has at least

export const push = (map, key, record) => {
  const there = map.get(key);
  if (there) there.push(record);
  else map.set(key, [record]);
};

export function refang(text) {
  return text
    .replace(/\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)/gi, ".")
    .replace(/\[:\/\/\]/g, "://")
    .replace(/\[:\]/g, ":")
    .replace(/\[@\]|\[at\]/gi, "@")
    .replace(/\bhxxp(s?)(?=:)/gi, "http$1");
}

export function normalUrl(text) {
  try {
    const url = new URL(text);
    return url.host ? `${url.protocol}//${url.host}${url.pathname}${url.search}` : null;
  } catch {
    return null;
  }
}

export const versionOf = (text) => text.replace(/[.!+-]+$/, "").replace(/^[=v]+(?=\d)/i, "").toLowerCase();

export const pythonName = (name) => name.toLowerCase().replace(/[-_.]+/g, "-");

export function purlParts(text) {
  const found = /^pkg:([a-z0-9.+-]+)\/([^?#]+)/i.exec(text);
  if (!found) return null;
  let path;
  try {
    path = decodeURIComponent(found[2]);
  } catch {
    return null;
  }
  const at = path.lastIndexOf("@");
  const name = at > 0 ? path.slice(0, at) : path;
  return { kind: found[1].toLowerCase(), name, version: at > 0 ? path.slice(at + 1) : null };
}

export function imageParts(reference) {
  let rest = reference.replace(/^[a-z][a-z0-9+.-]*:\/\/+/i, "");
  const at = rest.indexOf("@");
  const digest = at < 0 ? null : rest.slice(at + 1);
  if (at >= 0) rest = rest.slice(0, at);
  const colon = rest.lastIndexOf(":");
  const tag = colon > rest.lastIndexOf("/") ? rest.slice(colon + 1) : null;
  let name = (tag === null ? rest : rest.slice(0, colon)).toLowerCase();
  if (!name || name.endsWith("/")) return null;
  const first = name.split("/", 1)[0];
  const host = name.includes("/") && (/[.:]/.test(first) || first === "localhost");
  if (!host) name = `docker.io/${name.includes("/") ? name : `library/${name}`}`;
  name = name.replace(/^(?:index|registry-1|registry\.hub|registry)\.docker\.(?:io|com)\//, "docker.io/");
  return { name, tag, digest };
}

export function addressNumber(text) {
  if (text.includes(":")) {
    let host;
    try {
      host = new URL(`http://[${text}]/`).hostname.slice(1, -1);
    } catch {
      return null;
    }
    const [head, tail] = host.includes("::") ? host.split("::") : [host, null];
    const front = head ? head.split(":") : [];
    const back = tail ? tail.split(":") : [];
    const middle = tail === null ? [] : Array(8 - front.length - back.length).fill("0");
    return [6, [...front, ...middle, ...back].reduce((sum, part) => (sum << 16n) | BigInt(`0x${part}`), 0n)];
  }
  const bytes = text.split(".").map(Number);
  if (bytes.length !== 4 || bytes.some((byte) => !(byte <= 255))) return null;
  return [4, bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)];
}

export class Index {
  constructor(data) {
    this.data = data;
    this.hex = new Map();
    this.short = new Map();
    this.goodHex = new Map();
    this.exactNames = new Map();
    this.below = new Map();
    this.goodNames = new Map();
    this.addresses = new Map();
    this.networks = [];
    this.urls = new Map();
    this.bareUrls = new Map();
    this.urlHosts = new Set();
    this.packages = new Map(); // name as texts write it -> [{kind, version, record}]
    this.goodPackages = new Map();
    this.tags = new Map();
    this.imagePaths = new Map();
    this.refs = new Map();
    this.goodRefs = new Map();
    this.carriers = new Map();
    this.literals = [];
    for (const record of data.indicators) this.add(record);
    for (const record of data.known_good) this.addGood(record);
  }

  add(record) {
    const value = record.v;
    if (HEX_TYPES.has(record.t)) return this.addHex(record, value);
    switch (record.t) {
      case "domain":
        return push(record.m === "subdomains" ? this.below : this.exactNames, value, record);
      case "ip":
        return this.addAddress(record);
      case "url":
        return this.addUrl(record);
      case "package":
        return this.addPackage(this.packages, record);
      case "extension":
      case "plugin":
        return this.addPackage(this.packages, record);
      case "image_tag":
        return this.addTag(record);
      case "action_ref":
        return push(this.refs, actionKey(value), record);
      case "carrier":
        return push(this.carriers, value.toLowerCase(), record);
      case "repository_pattern":
        return undefined; // would be a regular expression of somebody else's over everything
      default:
        return this.addLiteral(record);
    }
  }

  addGood(record) {
    const value = record.v;
    if (HEX_TYPES.has(record.t)) push(this.goodHex, value.replace(/^[a-z0-9]+:/, ""), record);
    else if (record.t === "domain") push(this.goodNames, value, record);
    else if (record.t === "action_ref") push(this.goodRefs, actionKey(value), record);
    else if (["package", "extension", "plugin"].includes(record.t)) this.addPackage(this.goodPackages, record);
  }

  addHex(record, value) {
    const digits = value.replace(/^[a-z0-9]+:/, "");
    push(this.hex, digits, record);
    push(this.short, digits.slice(0, SHORT), record);
  }

  addAddress(record) {
    const [text, bits] = record.v.split("/");
    if (bits === undefined && !text.includes(":")) return push(this.addresses, text, record);
    const number = addressNumber(text);
    if (number === null) return undefined;
    const [family, low] = number;
    const width = family === 4 ? 32 : 128;
    const free = BigInt(width - Number(bits ?? width));
    return this.networks.push({ family, low, high: low | ((1n << free) - 1n), record });
  }

  addUrl(record) {
    const url = normalUrl(record.v);
    if (url === null) return this.addLiteral(record);
    const bare = url.replace(/^[a-z0-9+.-]+:\/\//, "");
    push(this.bareUrls, bare, record);
    this.urlHosts.add(bare.split(/[:/]/, 1)[0]);
    return push(this.urls, url, record);
  }

  addPackage(map, record) {
    let said;
    if (record.t === "package") {
      said = purlParts(record.v);
    } else {
      const found = /^([a-z0-9.-]+):([^@]+)(?:@(.+))?$/i.exec(record.v);
      said = found && { kind: found[1], name: found[2], version: found[3] ?? null };
    }
    if (!said) return undefined;
    const entry = { kind: said.kind, version: said.version && versionOf(said.version), record };
    const name = said.kind === "pypi" ? pythonName(said.name) : said.name.toLowerCase();
    push(map, name, entry);
    if (said.kind === "maven") push(map, name.replace("/", ":"), entry);
    return undefined;
  }

  addTag(record) {
    const said = imageParts(record.v);
    if (!said) return;
    push(this.tags, `${said.name}:${said.tag}`, record);
    const path = said.name.slice(said.name.indexOf("/") + 1);
    push(this.imagePaths, path, said.name);
  }

  addLiteral(record) {
    let text = record.v;
    if (record.t === "kubernetes") text = text.split("/").at(-1);
    if (record.t === "account") text = text.slice(text.indexOf(":") + 1);
    if (record.t === "path") text = text.replace(/^(?:~|%[^%]+%|\$\{?\w+\}?)(?=[\\/])/, "");
    const pieces = text.toLowerCase().split(/\s*…\s*|\*+/).filter((piece) => piece);
    if (pieces.some((piece) => piece.length >= 4)) this.literals.push({ pieces, record });
  }
}

export function actionKey(text) {
  const at = text.lastIndexOf("@");
  const [owner, repository] = text.slice(0, at).toLowerCase().replace(/^github\.com\//, "").split("/");
  return `${owner}/${repository}@${text.slice(at + 1)}`;
}
