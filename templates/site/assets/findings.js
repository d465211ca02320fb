// What was found in a text: by value, with lines, and whether their times lie in a window.

const LINES = 5; // lines shown for each finding

export class Lines {
  constructor(text) {
    this.text = text;
    this.starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.starts.push(at + 1);
  }

  number(offset) {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  words(number) {
    return this.text.slice(this.starts[number], (this.starts[number + 1] ?? this.text.length + 1) - 1);
  }
}

export class Findings {
  constructor(lines, data) {
    this.lines = lines;
    this.data = data;
    this.found = new Map();
  }

  add(level, why, record, offset) {
    const key = `${level}\n${record.t}\n${record.v}`;
    let finding = this.found.get(key);
    if (!finding) {
      finding = { level, why, record, lines: [], numbers: new Set() };
      this.found.set(key, finding);
    }
    const number = this.lines.number(offset);
    if (finding.numbers.has(number)) return;
    finding.numbers.add(number);
    const inside = record.x ? this.inside(record, number) : null;
    if (finding.lines.length < LINES) {
      const begin = this.lines.starts[number];
      const words = this.lines.words(number);
      const from = Math.max(0, offset - begin - 60);
      const text = words.slice(from, from + 200).trim();
      finding.lines.push({ number: number + 1, text: from ? `…${text}` : text, inside });
    }
    if (inside) finding[inside] = (finding[inside] ?? 0) + 1;
  }

  // Whether the time that a line begins with lies in a window of the record.
  inside(record, number) {
    const said = /(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s?(Z|UTC|[+-]\d\d:?\d\d)?/.exec(
      this.lines.words(number).slice(0, 400),
    );
    if (!said) return null;
    const zone = !said[3] || said[3] === "UTC" ? "Z" : said[3];
    const at = Date.parse(`${said[1]}T${said[2]}${zone}`);
    if (Number.isNaN(at)) return null;
    let tail = false;
    for (const place of record.x) {
      for (const window of this.data.exposures[place].windows) {
        if (at < Date.parse(window.from)) continue;
        if (window.until === null || at < Date.parse(window.until)) return "inside";
        if (window.cache_until !== null && at < Date.parse(window.cache_until)) tail = true;
      }
    }
    return tail ? "tail" : "outside";
  }

  listed(records, offset, why = "") {
    for (const record of records) this.add(level(record), why || reason(record), record, offset);
  }

  possible(records, offset, why) {
    for (const record of records) this.add("possible", why, record, offset);
  }

  good(records, offset) {
    for (const record of records) this.add("good", "vouched for by a reference", record, offset);
  }

  result() {
    const order = { hit: 0, possible: 1, good: 2 };
    return [...this.found.values()]
      .map(({ numbers, ...finding }) => ({ ...finding, count: numbers.size }))
      .sort((a, b) => order[a.level] - order[b.level] || (b.record.c ?? 0) - (a.record.c ?? 0));
  }
}

function level(record) {
  return record.a === "hunt" || record.s === "overwritten" || record.t === "carrier" ? "possible" : "hit";
}

function reason(record) {
  if (record.s === "overwritten") return "legitimate before and after: it depends on when it was pulled";
  if (record.t === "carrier") return `brings the bad thing along; ${(record.b ?? "").replace(/\.$/, "")}`;
  if (record.a === "hunt") return "ordinary work has it too: look at what it did";
  return "listed";
}
