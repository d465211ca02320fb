// Search as one types: parts among the curated values, whole values in the bulk lists.

import { element, incidentLinks, load, typeName, value, windows } from "./found.js";
import { normalUrl, refang } from "./index.js";
import { sha256 } from "./sha256.js";

const SHOWN = 50;
const query = document.getElementById("query");
const status = document.getElementById("status");
const results = document.getElementById("results");
const shards = new Map();

let list = null;
let rows = [];
let asked = 0;
let waiting = null;

function prepare(data) {
  list = data;
  const titles = data.incidents.map((incident) => `${incident.id} ${incident.title}`.toLowerCase());
  const text = (record) =>
    [record.v, record.n, record.l, typeName(record.t), ...(record.r ?? []), ...(record.i ?? []).map((place) => titles[place])]
      .join("\n").toLowerCase();
  rows = [
    ...data.indicators.map((record) => ({ record, standing: record.a, text: text(record) })),
    ...data.known_good.map((record) => ({ record: { ...record, r: record.r ? [record.r] : [] }, standing: "known good", text: text({ ...record, r: [] }) })),
    ...data.revoked.map((record) => ({ record, standing: "revoked", text: text(record) })),
  ];
}

const wanted = () => refang(query.value.trim());

// The values that a bulk list could hold this query as.
function canonical(said) {
  const lower = said.toLowerCase().replace(/\.$/, "");
  if (/^[0-9a-f]{64}$/.test(lower)) return [lower, `sha256:${lower}`];
  if (/^(?:sha256:)?[0-9a-f]{32,64}$/.test(lower)) return [lower];
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(said)) return [normalUrl(said) ?? said];
  if (/^pkg:|@/.test(said)) return [said];
  if (/^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+$/u.test(lower) || /^[0-9a-f:.]+(?:\/\d+)?$/.test(lower)) {
    // A domain may be meant with everything below it, so the names above are asked for too.
    let name = lower;
    try {
      if (/[^\x00-\x7f]/.test(lower)) name = new URL(`http://${lower}/`).hostname;
    } catch { /* it is no host name, and is looked up as it is */ }
    const labels = name.split(".");
    return /^\d+(\.\d+){3}$|:/.test(name) ? [name] : labels.slice(0, -1).map((_, first) => labels.slice(first).join("."));
  }
  return [];
}

const shardOf = (text) => Number.parseInt(sha256(text).slice(0, 2), 16);

async function bulkRows(said) {
  const found = [];
  for (const text of canonical(said)) {
    const number = shardOf(text);
    if (!shards.has(number)) shards.set(number, load(`data/shards/${number.toString(16).padStart(2, "0")}.json`));
    const shard = await shards.get(number).catch((error) => { shards.delete(number); throw error; });
    for (const [t, v, a, c, m, i] of shard.values) {
      if (v === text && (text === canonical(said)[0] || m === "subdomains" || v.startsWith("sha256:"))) {
        const places = i.map((place) => list.incidents.findIndex((incident) => incident.id === shard.incidents[place]));
        found.push({ record: { t, v, a, c, m, i: places }, standing: a });
      }
    }
  }
  return found;
}

function row({ record, standing }) {
  const kind = { "known good": "mark good", revoked: "tag revoked" }[standing] ?? `tag ${standing}`;
  const head = element("p", {}, element("span", { className: kind, text: standing }), " ", ...value(record.v));
  const about = [typeName(record.t)];
  if (record.c !== undefined) about.push(`confidence ${record.c}`);
  if (record.m === "subdomains") about.push("with everything below it");
  if (record.s) about.push(record.s === "created" ? "made by the attacker" : "legitimate outside of its windows");
  if (record.r?.length) about.push(record.r.join(", "));
  if (record.l) about.push(record.l);
  if (record.at) about.push(`revoked ${record.at}`);
  const item = element("li", { className: "finding" }, head, element("p", { className: "quiet", text: about.join(" · ") }));
  if (record.n) item.append(element("p", { text: record.n }));
  const spans = windows(list, record);
  if (spans.length) item.append(element("p", { text: `Windows: ${spans.join(" · ")}` }));
  item.append(...incidentLinks(list, record));
  return item;
}

function show(found, note) {
  const shown = element("ul", { className: "findings" });
  for (const one of found.slice(0, SHOWN)) shown.append(row(one));
  results.replaceChildren(shown);
  const more = found.length > SHOWN ? `, the first ${SHOWN} are shown` : "";
  status.textContent = found.length ? `${found.length} found${more}.${note}` : `Nothing found.${note}`;
}

async function search() {
  const turn = ++asked;
  const said = wanted();
  if (!list || said.length < 2) {
    results.replaceChildren();
    status.textContent = list && said ? "Two characters or more." : "";
    return;
  }
  const parts = said.toLowerCase().split(/\s+/);
  const found = rows.filter(({ text }) => parts.every((part) => text.includes(part)));
  // What names it itself comes before what only speaks of it.
  const rank = ({ record }) =>
    record.v === said ? 0 : parts.every((part) => record.v.toLowerCase().includes(part)) ? 1 : 2;
  found.sort((a, b) => rank(a) - rank(b));
  show(found, "");
  clearTimeout(waiting);
  if (list.bulk.count && canonical(said).length) {
    status.textContent += " Looking in the bulk lists …";
    waiting = setTimeout(async () => {
      try {
        const more = await bulkRows(said);
        if (turn === asked) show([...more, ...found], "");
      } catch {
        if (turn === asked) show(found, " The bulk lists could not be loaded.");
      }
    }, 300);
  }
}

query.addEventListener("input", search);
load("data/indicators.json").then(
  (data) => {
    prepare(data);
    // The part after # is never sent to a server.
    if (location.hash.length > 1 && !query.value) query.value = decodeURIComponent(location.hash.slice(1));
    query.focus();
    search();
  },
  () => { status.textContent = "The list could not be loaded. These pages have to come from a web server."; },
);
