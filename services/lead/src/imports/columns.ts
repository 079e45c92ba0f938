import { firstCharacters, longerThan } from "@marketing/shared/base/codePoints";
import { columnOf, type FieldName, fieldNames } from "../lead/fields.ts";
import { meaningOf, snake } from "./headers.ts";

export const leadField: ReadonlyMap<string, FieldName> = new Map(fieldNames.map((field) => [columnOf(field), field]));
/** Together they are a name where no column has it whole. */
export const nameParts = ["first_name", "middle_name", "last_name"] as const;
/** Fields a column may go to; beside them `properties.<key>`. */
const fields: ReadonlyArray<string> = [...leadField.keys(), ...nameParts, "source", "campaign_id", "created_at"];
/** Only commands move these. */
const serverOwned = new Set(["status", "score", "qualified", "lead_id", "user_id", "last_contacted", "converted_at"]);
const propertyOf = (field: string): string | null => (field.startsWith("properties.") ? field.slice("properties.".length) : null);

/** Why a column cannot go to `field`; null = it can. */
export const fieldProblem = (field: string): string | null => {
  if (fields.includes(field)) return null;
  if (serverOwned.has(field)) return `${field} is the server's own and moves by commands`;
  const key = propertyOf(field);
  if (key !== null) return key === "" || longerThan(key, 255) || key === "enrichment" ? `${field} names no property` : null;
  return `must be one of ${fields.join(", ")} or properties.<key>`;
};

/** What becomes of the values of one column. */
export interface Column {
  readonly header: string;
  /** A field, a part of the name, or `properties.<key>`; null = left out. */
  readonly field: string | null;
  /** The property, of this column alone, that keeps what the field has no place for; null = left out. */
  readonly property: string | null;
  /** Of several columns for one field the lowest that has a value counts. */
  readonly rank: number;
  /** What whoever sends the file should know; "" = nothing. */
  readonly note: string;
}

type Mapping = ReadonlyArray<{ readonly column: string; readonly field: string }>;

/** Hands out property names, each once. */
const uniqueNames = (reserved: Iterable<string>) => {
  const taken = new Set(reserved);
  const last = new Map<string, number>();
  return (wanted: string): string => {
    const base = firstCharacters(wanted === "" || wanted === "__proto__" || wanted === "enrichment" ? `column_${wanted}` : wanted, 240);
    let n = last.get(base) ?? 1;
    while (taken.has(n === 1 ? base : `${base}_${n}`)) n += 1;
    const name = n === 1 ? base : `${base}_${n}`;
    last.set(base, n);
    taken.add(name);
    return name;
  };
};

const declared = (header: ReadonlyArray<string>, mapping: Mapping): ReadonlyArray<Column> => {
  const to = new Map(mapping.map((m) => [m.column.trim(), m.field]));
  const given = mapping.flatMap(({ field }) => propertyOf(field) ?? []);
  const unique = uniqueNames(given);
  const used = new Set<string>();
  return header.map((column) => {
    const field = to.get(column.trim()) || null;
    const mapped = field === null ? null : propertyOf(field);
    if (field === null) return { header: column, field, property: null, rank: 0, note: "left out" };
    // the second column of one name cannot go to the same property: the first would be lost
    if (mapped !== null && !used.has(mapped)) {
      used.add(mapped);
      return { header: column, field, property: mapped, rank: 0, note: "" };
    }
    const property = unique(snake(column));
    return { header: column, field: mapped === null ? field : `properties.${property}`, property, rank: 0, note: "" };
  });
};

const byName = (header: ReadonlyArray<string>): ReadonlyArray<Column> => {
  const unique = uniqueNames([]);
  const names = header.map(snake);
  // beside "Vorname", "Name" is the family's
  const family = names.includes("vorname") && !header.some((column) => meaningOf(column)?.field === "last_name");
  return header.map((column, i) => {
    const name = names[i]!;
    if (name === "" || serverOwned.has(name) || name === "enrichment") {
      const note = name === "" ? "left out: it has no name" : "left out: it is the server's own; a mapping may give it to a property";
      return { header: column, field: null, property: null, rank: 0, note };
    }
    const meaning = family && name === "name" ? { field: "last_name", rank: 0 } : meaningOf(column);
    const property = unique((meaning && propertyOf(meaning.field)) ?? name);
    const field = meaning === null || propertyOf(meaning.field) !== null ? `properties.${property}` : meaning.field;
    return { header: column, field, property, rank: meaning?.rank ?? 0, note: "" };
  });
};

/** The columns in the order in which their values count. */
export const inTurn = (columns: ReadonlyArray<Column>): ReadonlyArray<readonly [number, Column]> =>
  [...columns.entries()].toSorted(([i, a], [j, b]) => a.rank - b.rank || i - j);

const withNotes = (columns: ReadonlyArray<Column>): ReadonlyArray<Column> => {
  const first = new Map<string, Column>();
  for (const [, column] of inTurn(columns)) if (column.field !== null && !first.has(column.field)) first.set(column.field, column);
  const headers = new Set<string>();
  return columns.map((column) => {
    const { header, field, property } = column;
    const twice = headers.has(header.trim());
    headers.add(header.trim());
    if (field === null) return column;
    const notes = twice ? ["the header has this name twice"] : [];
    const before = first.get(field);
    if (before !== undefined && before !== column)
      notes.push(`counts where ${JSON.stringify(before.header.trim())} has no value, else it is kept as properties.${property}`);
    return { ...column, note: notes.join("; ") };
  });
};

/** Where each column of a header goes: as the mapping says, or, where there is none, by its name. */
export const planColumns = (header: ReadonlyArray<string>, mapping: Mapping): ReadonlyArray<Column> =>
  withNotes(mapping.length > 0 ? declared(header, mapping) : byName(header));
