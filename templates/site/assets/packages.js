// Finds versions of packages, editor extensions and plugins, in whatever a tool calls them.

import { LONGEST, purlParts, pythonName, versionOf } from "./index.js";

const ARCHIVE = /\.(?:tgz|tar\.gz|tar\.bz2|zip|whl|egg|jar|vsix|hpi|nupkg|gem|crate)$/;
const BUILD_TAG = /^-(?:py\d|cp\d|pp\d|\d+-(?:py|cp)|none|universal|web|(?:win32|linux|darwin|alpine)-)/;

// Entries of a name, or of its Python form.
function entries(map, said) {
  const plain = map.get(said.toLowerCase()) ?? [];
  const python = (map.get(pythonName(said)) ?? []).filter((entry) => entry.kind === "pypi" && !plain.includes(entry));
  return plain.concat(python);
}

// One version of a name, as a text says it.
function version(index, said, number, range, offset, findings, kind = null) {
  const wanted = versionOf(number);
  const cut = wanted.split("_", 1)[0];
  for (const entry of entries(index.packages, said)) {
    if (kind !== null && entry.kind !== kind) continue;
    if (entry.version === null || (!range && (entry.version === wanted || entry.version === cut))) findings.listed([entry.record], offset);
    else if (range) findings.possible([entry.record], offset, "a range that may have resolved to it; the lock file or the log says to what");
  }
  for (const entry of entries(index.goodPackages, said)) {
    if (!range && entry.version === wanted && (kind === null || entry.kind === kind)) findings.good([entry.record], offset);
  }
}

// What a folder of packages holds, which is named after the last such folder.
function belowModules(path) {
  const at = path.lastIndexOf("node_modules/");
  return at < 0 ? path : path.slice(at + "node_modules/".length);
}

const known = (index, said) => entries(index.packages, said).length || entries(index.goodPackages, said).length;

export function packages(index, text, findings) {
  for (const found of text.matchAll(/pkg:[a-z0-9.+-]{1,30}\/[^\s"'<>`,;)\]}]{1,600}/gi)) {
    const said = purlParts(found[0]);
    if (said?.version) version(index, said.name, said.version, false, found.index, findings, said.kind);
  }
  const after = /["'\])]{0,2}[ \t]{0,60}(?:={1,3}|:|\()?\s{0,3}["']?(\^|~>|~=|~|>=|<=|>|<|=)?\s?v?(\d[\w.+\-!]{0,100})/iy;
  for (const found of text.matchAll(/[A-Za-z0-9@_][A-Za-z0-9@_.\-+/%~!]*/g)) {
    if (found[0].length > LONGEST) continue;
    let word = belowModules(found[0]);
    const at = word.lastIndexOf("@");
    const number = at > 0 ? word.slice(at + 1) : "";
    if (/^v?\d/i.test(number)) {
      version(index, word.slice(0, at), number, false, found.index, findings);
      continue;
    }
    if (number === "npm") word = word.slice(0, at);
    if (known(index, word)) {
      after.lastIndex = found.index + found[0].length;
      const next = after.exec(text);
      if (next) version(index, word, next[2], Boolean(next[1]) && next[1] !== "=", found.index, findings);
    }
    file(index, word, found.index, findings);
  }
}

// `litellm-1.82.7-py3-none-any.whl`, `@bitwarden/cli/-/cli-2026.4.0.tgz`, `checkmarx.ast-results-2.63.0`.
function file(index, word, offset, findings) {
  const dash = word.indexOf("/-/");
  const base = word.slice(word.lastIndexOf("/") + 1);
  for (const split of base.matchAll(/[-_](?=v?\d)/gi)) {
    let said = base.slice(0, split.index);
    if (!said) continue;
    if (dash > 0) {
      const folders = word.slice(0, dash).split("/");
      said = folders.at(-2)?.startsWith("@") ? folders.slice(-2).join("/") : folders.at(-1);
    }
    if (!known(index, said)) continue;
    const rest = base.slice(split.index + 1).replace(ARCHIVE, "");
    const cut = rest.indexOf("-");
    const number = cut > 0 && BUILD_TAG.test(rest.slice(cut)) ? rest.slice(0, cut) : rest;
    version(index, said, number, false, offset, findings);
  }
}

// Lock files and bills of materials, which put the version on another line.
export function blocks(index, text, findings) {
  for (const found of text.matchAll(/(?:"([^"\n]{1,214})"\s{0,20}:\s{0,20})?\{([^{}]{0,4000})/g)) {
    const number = /"version"\s*:\s*"[=v]*([^"\n]{1,100})"/.exec(found[2]);
    if (!number) continue;
    const at = found.index + found[0].length - found[2].length + number.index;
    const named = /"name"\s*:\s*"([^"\n]{1,214})"/.exec(found[2])?.[1];
    const group = /"group"\s*:\s*"([^"\n]{1,214})"/.exec(found[2])?.[1];
    const key = found[1] && belowModules(found[1]);
    const names = new Set([named && group ? `${group}/${named}` : named, key].filter((said) => said));
    for (const said of names) version(index, said, number[1], false, at, findings);
  }
  for (const found of text.matchAll(/^[ \t]*name[ \t]*=[ \t]*["']([^"'\n]{1,214})["'][ \t]*\r?\n[ \t]*version[ \t]*=[ \t]*["']([^"'\n]{1,100})["']/gm)) {
    version(index, found[1], found[2], false, found.index + found[0].lastIndexOf("version"), findings);
  }
  for (const found of text.matchAll(/^["']?(@?[^@"'\s,]{1,214})@[^\n]{0,1000}:\r?\n[ \t]+version:?[ \t]+["']?([^"'\s]{1,100})/gm)) {
    version(index, found[1], found[2], false, found.index + found[0].lastIndexOf("version"), findings);
  }
}
