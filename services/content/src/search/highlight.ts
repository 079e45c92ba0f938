/** Control characters that nobody writes. Where a text has them all the same, it is marked in the wrong place, and escaped nevertheless. */
export const startMark = "\u0002";
export const stopMark = "\u0003";

const entities = new Map(Object.entries({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }));

/** What the function `searchable` of the database puts in the place of these. */
const standIns: ReadonlyMap<string, string> = new Map([
  ["\u001c", "<"],
  ["\u001d", ">"],
  ["\u001e", "&"],
  ["\u001f", ""],
]);

const standIn = new RegExp(`[${[...standIns.keys()].join("")}]`, "g");

/** A passage with marks as HTML: everything is escaped, what is marked stands in <mark>. */
export const toHtml = (marked: string): string =>
  marked
    .replace(standIn, (c) => standIns.get(c)!)
    .replaceAll(stopMark + startMark, "")
    .replace(/[&<>"']/g, (c) => entities.get(c)!)
    .replaceAll(startMark, "<mark>")
    .replaceAll(stopMark, "</mark>");
