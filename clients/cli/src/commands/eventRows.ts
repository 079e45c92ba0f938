import { clockOf, type Event, propertiesOf } from "../api.ts";
import { ownValue } from "../own.ts";
import type { Column } from "../terminal/table.ts";

export const eventColumns: ReadonlyArray<Column> = [
  { title: "time (UTC)" },
  { title: "event", max: 28 },
  { title: "who", max: 34 },
  { title: "what", max: 70 },
];

/** Properties worth a look first, then the others, on one line. */
const first = ["path", "page_url", "name", "feature", "plan", "revenue", "currency", "status", "utm_source", "utm_campaign"];

const shownValue = (value: unknown): string => (typeof value === "object" && value !== null ? JSON.stringify(value) : String(value));

export const detailOf = (properties: Readonly<Record<string, unknown>>): string => {
  const keys = [...first.filter((key) => Object.hasOwn(properties, key)), ...Object.keys(properties).filter((key) => !first.includes(key))];
  const shown = keys.filter(
    (key) => !(key === "page_url" && "path" in properties) && !(key === "title" && properties.name === properties.title),
  );
  return shown
    .map((key) => [key, shownValue(ownValue(properties, key))] as const)
    .map(([key, value]) => (key === "path" ? value : `${key}=${value}`))
    .join(" ");
};

export const eventRow = (event: Event): ReadonlyArray<string | null> => [
  clockOf(event.timestamp),
  event.eventName + (event.isBot ? " (bot)" : ""),
  event.externalId || event.anonymousId || event.userId,
  detailOf(propertiesOf(event)),
];
