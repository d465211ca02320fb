// Finds in a text what the index lists. Words are compared whole: `1.82.70` is not `1.82.7`, and a
// name below `checkmarx.cx.example.org` is not below `checkmarx.cx`. Every expression is linear.

import { Findings, Lines } from "./findings.js";
import { Index, LONGEST, actionKey, addressNumber, imageParts, normalUrl, refang } from "./index.js";
import { blocks, packages } from "./packages.js";

export { Index };

const WORD_BEFORE = /[A-Za-z0-9_-]/;

export function check(index, pasted) {
  const text = refang(pasted);
  const findings = new Findings(new Lines(text), index.data);
  hexDigits(index, text, findings);
  hosts(index, text, findings);
  addresses6(index, text, findings);
  urls(index, text, findings);
  packages(index, text, findings);
  blocks(index, text, findings);
  references(index, text, findings);
  literals(index, text, findings);
  return { lines: findings.lines.starts.length, findings: findings.result() };
}

function hexDigits(index, text, findings) {
  for (const found of text.matchAll(/(?<![0-9A-Za-z])[0-9a-fA-F]{12,128}(?![0-9A-Za-z])/g)) {
    const digits = found[0].toLowerCase();
    const exact = index.hex.get(digits);
    if (exact) findings.listed(exact, found.index);
    else if (index.goodHex.has(digits)) findings.good(index.goodHex.get(digits), found.index);
    else if (digits.length < 64) {
      const shortened = (index.short.get(digits.slice(0, 12)) ?? []).filter(
        (record) => record.v.replace(/^[a-z0-9]+:/, "").startsWith(digits),
      );
      findings.possible(shortened, found.index, `shortened: begins with ${digits}`);
    }
  }
}

function hosts(index, text, findings) {
  const tail = /(?::\d{1,5})?\/[^\s"'<>`]*/y;
  const port = /:(\d{1,5})(?!\d)/y;
  for (const found of text.matchAll(/[A-Za-z0-9_\u0080-\uffff][A-Za-z0-9_.\-\u0080-\uffff]*/g)) {
    let word = found[0];
    if (!word.includes(".") || word.length > LONGEST) continue;
    word = word.replace(/[.-]+$/, "").toLowerCase();
    if (/^\d+(?:\.\d+){3}$/.test(word)) {
      port.lastIndex = found.index + word.length;
      address(index, word, port.exec(text)?.[1], found.index, findings);
    } else {
      if (/[^\x00-\x7f]/.test(word)) word = asciiHost(word);
      name(index, word, found.index, findings);
    }
    if (index.urlHosts.has(word)) {
      tail.lastIndex = found.index + word.length;
      const path = tail.exec(text);
      const bare = path && `${word}${path[0].replace(/[),.;:!?\]]+$/, "")}`;
      if (bare && index.bareUrls.has(bare)) findings.listed(index.bareUrls.get(bare), found.index);
    }
  }
}

function asciiHost(word) {
  try {
    return new URL(`http://${word}/`).hostname;
  } catch {
    return word;
  }
}

function name(index, word, offset, findings) {
  if (index.exactNames.has(word)) findings.listed(index.exactNames.get(word), offset);
  if (index.goodNames.has(word)) findings.good(index.goodNames.get(word), offset);
  for (let rest = word; rest.includes("."); rest = rest.slice(rest.indexOf(".") + 1)) {
    if (!index.below.has(rest)) continue;
    findings.listed(index.below.get(rest), offset);
    break; // the names above say less
  }
}

function address(index, word, port, offset, findings) {
  const number = addressNumber(word);
  if (number === null) return;
  const meant = (index.addresses.get(word) ?? []).concat(
    index.networks.filter((n) => n.family === number[0] && n.low <= number[1] && number[1] <= n.high).map((n) => n.record),
  );
  for (const record of meant) {
    const ports = record.p ?? [];
    if (!ports.length || (port && ports.includes(Number(port)))) findings.listed([record], offset);
    else if (!port) findings.possible([record], offset, `only ports ${ports.join(", ")} are meant, and none is named here`);
  }
}

function addresses6(index, text, findings) {
  if (!index.networks.some((network) => network.family === 6)) return;
  for (const found of text.matchAll(/(?<![\w:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:])/g)) {
    address(index, found[0].toLowerCase(), undefined, found.index, findings);
  }
}

function urls(index, text, findings) {
  for (const found of text.matchAll(/(?<![A-Za-z0-9])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>`\\^{}|]{1,4000}/gi)) {
    const key = normalUrl(found[0].replace(/[),.;:!?\]]+$/, ""));
    if (key !== null && index.urls.has(key)) findings.listed(index.urls.get(key), found.index);
  }
}

function references(index, text, findings) {
  const column = /[ \t]{1,60}([A-Za-z0-9_][\w.-]{0,127})(?=\s|$)/y;
  for (const found of text.matchAll(/[A-Za-z0-9][A-Za-z0-9._\-/:@]*/g)) {
    const word = found[0].replace(/[:.,\-/]+$/, "");
    if (!word.includes("/") || word.length > LONGEST) continue;
    action(index, word, found.index, findings);
    const said = imageParts(word.replace(/^image:/, ""));
    if (!said || said.digest !== null) continue;
    if (said.tag !== null) {
      tag(index, said.name, said.tag, found.index, findings);
    } else if (repositories(index, said.name).length) {
      column.lastIndex = found.index + word.length;
      const next = column.exec(text);
      if (next) tag(index, said.name, next[1], found.index, findings);
    }
  }
  for (const found of text.matchAll(/(?<![\w.-])([\w][\w.-]{0,127}): Pulling from ([\w./:-]{1,255})/g)) {
    const said = imageParts(found[2]);
    if (said) tag(index, said.name, found[1], found.index, findings);
  }
  // No tag means `latest`.
  for (const found of text.matchAll(/^[ \t]*(?:-[ \t]*)?(?:FROM(?:[ \t]+--platform=\S{1,60})?|["']?image["']?[ \t]*:|(?:docker|podman|nerdctl|crictl)[ \t]+pull)[ \t]*["']?([A-Za-z0-9][\w./:-]{0,255})["']?[ \t]*(?:,|#[^\n]*|AS[ \t]+\S{1,60})?\r?$/gim)) {
    const said = imageParts(found[1]);
    if (said && said.tag === null) tag(index, said.name, "latest", found.index, findings);
  }
}

// The listed repositories that a name may stand for, itself first.
function repositories(index, name) {
  for (const own of [name, Object.hasOwn(index.data.mirrors, name) ? index.data.mirrors[name] : name]) {
    const there = index.imagePaths.get(own.slice(own.indexOf("/") + 1)) ?? [];
    if (there.includes(own)) return [{ name: own, sure: true }];
  }
  const parts = name.split("/");
  for (let begin = 1; begin <= parts.length - 2; begin += 1) {
    const listed = index.imagePaths.get(parts.slice(begin).join("/"));
    const origins = [...new Set(listed)].filter((repository) => !Object.hasOwn(index.data.mirrors, repository));
    if (listed) return origins.map((repository) => ({ name: repository, sure: false }));
  }
  return [];
}

function tag(index, name, said, offset, findings) {
  for (const repository of repositories(index, name)) {
    const records = index.tags.get(`${repository.name}:${said}`);
    if (!records) continue;
    if (repository.sure) findings.listed(records, offset);
    else findings.possible(records, offset, `the same name in another registry, which may be a mirror of ${repository.name}`);
  }
}

function action(index, word, offset, findings) {
  const at = word.lastIndexOf("@");
  if (at < 3) return;
  const path = word.slice(0, at).replace(/^github\.com\//i, "");
  if (path.includes(":") || !path.includes("/")) return;
  const key = actionKey(`${path}@${word.slice(at + 1)}`);
  if (index.refs.has(key)) findings.listed(index.refs.get(key), offset);
  const vouched = index.goodHex.has(word.slice(at + 1).toLowerCase());
  if (index.goodRefs.has(key)) findings.good(index.goodRefs.get(key), offset);
  else if (!vouched) findings.listed(index.carriers.get(`github.com/${key.slice(0, key.lastIndexOf("@"))}`) ?? [], offset);
}

function literals(index, text, findings) {
  const lower = text.toLowerCase();
  const shifted = lower.length !== text.length;
  const lines = shifted ? new Lines(lower) : findings.lines;
  for (const { pieces, record } of index.literals) {
    const [first, ...others] = pieces;
    for (let at = lower.indexOf(first); at >= 0; at = lower.indexOf(first, at + first.length)) {
      const number = lines.number(at);
      const end = lines.starts[number + 1] ?? lower.length;
      if (!begins(lower, at, first)) continue;
      let from = at + first.length;
      const rest = others.every((piece) => {
        const next = lower.indexOf(piece, from);
        from = next + piece.length;
        return next >= 0 && from <= end;
      });
      if (rest && (record.v.endsWith("*") || ends(lower, from, pieces.at(-1)))) {
        findings.listed([record], shifted ? findings.lines.starts[number] : at);
      }
    }
  }
}

const begins = (text, at, piece) => !(at > 0 && WORD_BEFORE.test(piece[0]) && WORD_BEFORE.test(text[at - 1]));

function ends(text, at, piece) {
  if (!/[a-z0-9_]/.test(piece.at(-1)) || at >= text.length) return true;
  return !/[a-z0-9_-]/.test(text[at]) && !(text[at] === "." && /[a-z0-9_]/.test(text[at + 1] ?? ""));
}
