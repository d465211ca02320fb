// Looks through a text away from the page, so that the page stays usable with a large one.

import { Index, check } from "./match.js";

let index = null;

onmessage = ({ data: { list, rows, text } }) => {
  if (list) {
    index = new Index(list);
    postMessage("indexed");
  }
  for (const row of rows ?? []) index.add(row);
  if (text !== undefined) postMessage(check(index, text));
};
