// Parts of the page that search and "Am I affected?" both show. Text is only ever set as text.

import { copyButton } from "./site.js";

export function element(name, { className, text, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export async function load(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

// What cannot be seen, or would turn the text around, is shown by its number and stays where it is.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

export function value(text) {
  const code = element("code", { className: "value", dir: "ltr" });
  let from = 0;
  for (const found of text.matchAll(UNSEEN)) {
    const name = `U+${found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    code.append(text.slice(from, found.index), element("span", { className: "unseen", text: found[0], title: name }));
    from = found.index + found[0].length;
  }
  code.append(text.slice(from));
  return [code, copyButton(text.slice(0, 40), () => text)];
}

export function incidentLinks(data, record) {
  const places = (record.i ?? []).map((number) => data.incidents[number]).filter((incident) => incident);
  if (!places.length) return [];
  const line = element("p", { text: "Incident: " });
  places.forEach((incident, number) => {
    if (number) line.append(", ");
    line.append(element("a", { href: `incidents/${encodeURIComponent(incident.id)}.html`, text: incident.title }));
  });
  return [line];
}

export const minute = (text) => new Date(text).toISOString().slice(0, 16).replace("T", " ");

export function windows(data, record) {
  const lines = [];
  for (const place of record.x ?? []) {
    const exposure = data.exposures[place];
    for (const window of exposure.windows) {
      const until = window.until ? minute(window.until) : "now, still open";
      const tail = window.cache_until && window.cache_until !== window.until ? `; caches until ${minute(window.cache_until)}` : "";
      lines.push(`${minute(window.from)} to ${until} UTC, ${window.grade}${tail}`);
    }
  }
  return [...new Set(lines)];
}

const TYPES = {
  action_ref: "GitHub Action, by tag or branch", carrier: "brings it along", image_digest: "image digest", image_tag: "image tag",
  ip: "address", url: "URL", sha256: "file, SHA-256", sha1: "file, SHA-1", md5: "file, MD5", process: "command line",
  package: "package", path: "file path", http_header: "HTTP header", user_agent: "user agent", systemd_unit: "systemd unit",
};

export const typeName = (type) => TYPES[type] ?? type.replaceAll("_", " ");
