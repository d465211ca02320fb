// Copy buttons, and how fresh this copy is. The pages can be read without it.

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without https there is no clipboard; the old way still works there.
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "skip";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

export function copyButton(what, text, label = "Copy") {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = label;
  button.setAttribute("aria-label", `Copy ${what}`);
  button.addEventListener("click", async () => {
    button.textContent = (await copy(text())) ? "Copied" : "Not copied";
    setTimeout(() => { button.textContent = label; }, 1500);
  });
  return button;
}

function short(text) {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function addButtons() {
  for (const value of document.querySelectorAll("table[data-copy-values] code.value, code[data-copy]")) {
    value.after(copyButton(short(value.textContent), () => value.textContent));
  }
  for (const details of document.querySelectorAll("details.values")) {
    const values = [...details.querySelectorAll("code.value")];
    if (values.length > 1) {
      const all = () => `${values.map((each) => each.textContent).join("\n")}\n`;
      const button = copyButton(`all ${values.length} values`, all, `Copy all ${values.length}`);
      details.querySelector(".scroll").before(button);
    }
  }
  for (const pre of document.querySelectorAll("main pre")) {
    const around = document.createElement("div");
    around.className = "withcopy";
    pre.replaceWith(around);
    around.append(pre, copyButton("these lines", () => pre.textContent));
  }
}

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = target && target.closest("details");
  if (details) {
    details.open = true;
    target.scrollIntoView();
  }
}

async function tellFreshness() {
  const place = document.getElementById("freshness");
  if (!place) return;
  let pointer;
  try {
    const answer = await fetch("latest.json", { cache: "no-cache" });
    if (!answer.ok) return;
    pointer = await answer.json();
  } catch {
    return; // offline, or opened as a file: the page says what it knows
  }
  const expires = new Date(pointer.expires);
  if (Number.isNaN(expires.getTime())) return;
  const part = (options) => expires.toLocaleString("en-GB", { timeZone: "UTC", ...options });
  const words = `${part({ day: "numeric", month: "short", year: "numeric" })} ${part({ hour: "2-digit", minute: "2-digit" })}`;
  const time = document.querySelector("#believe time");
  time.dateTime = pointer.expires;
  time.textContent = words;
  if (expires < new Date()) {
    place.className = "notice";
    place.textContent = `This copy may be believed until ${words} UTC, which is past. Look for a newer one.`;
  }
}

for (const part of document.querySelectorAll(".needs-js")) part.hidden = false;
for (const part of document.querySelectorAll(".no-js")) part.hidden = true;
addButtons();
openTarget();
addEventListener("hashchange", openTarget);
tellFreshness();
