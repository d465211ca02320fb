// "Am I affected?": the text goes to a worker of this page and nowhere else.

import { element, incidentLinks, load, typeName, value, windows } from "./found.js";

const paste = document.getElementById("paste");
const button = document.getElementById("check");
const status = document.getElementById("status");
const results = document.getElementById("results");
const bulk = document.getElementById("bulk");
const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });

let list = null;
let bulkLoaded = false;

// The worker loads scripts of its own: nothing is asked for any more once it answers.
const indexed = new Promise((resolve) => {
  worker.onmessage = resolve;
});
const ready = load("data/indicators.json").then(
  async (data) => {
    worker.postMessage({ list: data });
    await indexed;
    list = data;
    status.textContent = `The list of release ${data.version} is loaded.`;
  },
  () => {
    status.textContent = "The list could not be loaded. These pages have to come from a web server; the search of files is in the playbooks.";
  },
);
worker.onerror = () => {
  button.disabled = false;
  status.textContent = "The check stopped with an error. Try a smaller piece of the text.";
};

// All pieces, whatever was pasted: which ones are asked for says nothing.
async function loadBulk() {
  for (let number = 0; number < list.bulk.shards; number += 1) {
    status.textContent = `Loading the bulk lists, piece ${number + 1} of ${list.bulk.shards} …`;
    const shard = await load(`data/shards/${number.toString(16).padStart(2, "0")}.json`);
    const places = shard.incidents.map((id) => list.incidents.findIndex((incident) => incident.id === id));
    worker.postMessage({
      rows: shard.values.map(([t, v, a, c, m, i]) => ({ t, v, a, c, m, i: i.map((place) => places[place]) })),
    });
  }
  bulkLoaded = true;
}

async function run() {
  await ready;
  if (!list) return;
  button.disabled = true;
  results.replaceChildren();
  if (bulk?.checked && !bulkLoaded) {
    try {
      await loadBulk();
    } catch {
      status.textContent = "The bulk lists could not be loaded. Untick them to check against the curated values.";
      button.disabled = false;
      return;
    }
  }
  status.textContent = "Looking through it …";
  worker.onmessage = ({ data }) => {
    button.disabled = false;
    show(data);
  };
  worker.postMessage({ text: paste.value });
}

function counted(count, one, many) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

function show({ lines, findings }) {
  const of = (level) => findings.filter((finding) => finding.level === level).length;
  if (!paste.value.trim()) {
    status.textContent = "There is nothing to look through.";
    return;
  }
  const verdict = of("hit")
    ? `${counted(of("hit"), "hit", "hits")}. Start with the incident's page below.`
    : of("possible")
      ? "No sure hit, but something that depends on the time or on what was done."
      : "Nothing that is listed was recognised in it.";
  status.textContent = `${verdict} Looked through ${counted(lines, "line", "lines")}: ${counted(of("hit"), "hit", "hits")}, ${of("possible")} possible, ${of("good")} known good.`;
  const shown = element("ul", { className: "findings" });
  for (const finding of findings.slice(0, 200)) shown.append(card(finding));
  results.replaceChildren(shown);
  if (findings.length > 200) results.append(element("p", { text: `${findings.length - 200} more are not shown.` }));
}

function card(finding) {
  const { record, level } = finding;
  const words = { hit: "hit", possible: "possible", good: "known good" };
  const head = element("p", {}, element("span", { className: `mark ${level}`, text: words[level] }), " ", ...value(record.v));
  const about = [typeName(record.t)];
  if (record.a) about.push(`action ${record.a}`, `confidence ${record.c}`);
  if (record.l) about.push(record.l);
  const item = element("li", { className: `finding ${level}` }, head, element("p", { text: `${about.join(", ")}: ${finding.why}.` }));
  if (record.n) item.append(element("p", { className: "quiet", text: record.n }));
  const spans = level === "good" ? [] : windows(list, record);
  if (spans.length) item.append(element("p", { text: `Windows: ${spans.join(" · ")}` }));
  const times = timesTold(finding);
  if (times) item.append(element("p", {}, element("strong", { text: times })));
  if (level !== "good") item.append(...incidentLinks(list, record));
  const quoted = finding.lines.map((line) => `${line.number}: ${line.text}`).join("\n");
  item.append(element("pre", { tabindex: "0" }, element("code", { text: quoted })));
  if (finding.count > finding.lines.length) {
    item.append(element("p", { className: "quiet", text: `${counted(finding.count - finding.lines.length, "more line", "more lines")}.` }));
  }
  return item;
}

function timesTold(finding) {
  const said = [];
  if (finding.inside) said.push(`${counted(finding.inside, "line has a time", "lines have a time")} inside a window`);
  if (finding.tail) said.push(`${counted(finding.tail, "line", "lines")} while caches may have served it`);
  if (finding.outside) said.push(`${counted(finding.outside, "line", "lines")} outside of every known window`);
  return said.length ? `${said.join(", ")}; a time without a zone is taken for UTC.` : "";
}

button.addEventListener("click", run);
paste.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
});
document.getElementById("clear").addEventListener("click", () => {
  paste.value = "";
  results.replaceChildren();
  status.textContent = "";
  paste.focus();
});
document.getElementById("file").addEventListener("change", async ({ target }) => {
  if (target.files[0]) {
    paste.value = await target.files[0].text();
    run();
  }
});
