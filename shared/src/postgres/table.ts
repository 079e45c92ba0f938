import type { PoolClient } from "pg";

/** A column's type in PostgreSQL, without its length. */
type ColumnType =
  | "uuid"
  | "text"
  | "varchar"
  | "bigint"
  | "int"
  | "numeric"
  | "float8"
  | "boolean"
  | "timestamptz"
  | "date"
  | "jsonb"
  | "text[]"
  | "uuid[]";

/** How a column is filled: its type, and its value of a row. Times as ISO 8601, jsonb as a value that is serialised here. */
export interface Column<Row> {
  readonly type: ColumnType;
  readonly of: (row: Row) => unknown;
  /** Set when the row is inserted and never again. */
  readonly once?: boolean;
  /** A null leaves the value that is there. */
  readonly keep?: boolean;
}

/** `column("timestamptz", (lead) => iso(lead.createdAt))` */
export const column = <Row>(type: ColumnType, of: (row: Row) => unknown, { once = false, keep = false } = {}): Column<Row> => ({
  type,
  of,
  once,
  keep,
});

export interface TableDefinition<Row> {
  readonly name: string;
  /** Columns of the primary key, `tenant_id` first. */
  readonly key: Readonly<Record<string, Column<Row>>>;
  readonly columns: Readonly<Record<string, Column<Row>>>;
}

export interface Table<Row> {
  /** All rows in one statement; of rows with the same key there may be one only. */
  upsert(client: PoolClient, rows: ReadonlyArray<Row>): Promise<void>;
  /** All rows in one statement. Throws where a key is there already. */
  insert(client: PoolClient, rows: ReadonlyArray<Row>): Promise<void>;
}

// An array of arrays is no array of rows to unnest: such columns travel as JSON.
const travels = (type: ColumnType): string => (type.endsWith("[]") ? "jsonb" : type);
const selected = (name: string, type: ColumnType): string =>
  type.endsWith("[]")
    ? `CASE WHEN x.${name} IS NOT NULL THEN ARRAY(SELECT jsonb_array_elements_text(x.${name}))::${type} END`
    : `x.${name}`;
const plain = (value: unknown, type: ColumnType): unknown =>
  value === null || value === undefined
    ? null
    : type === "jsonb" || type.endsWith("[]")
      ? JSON.stringify(value)
      : value instanceof Date
        ? value.toISOString()
        : value;

/** A read table whose columns are named beside their values: what is inserted and what is updated follows from that. */
export const defineTable = <Row>({ name, key, columns }: TableDefinition<Row>): Table<Row> => {
  const all = Object.entries({ ...key, ...columns });
  const names = all.map(([n]) => n);
  const insert = `INSERT INTO ${name} (${names.join(", ")})
  SELECT ${all.map(([n, c]) => selected(n, c.type)).join(", ")} FROM unnest(${all.map(([, c], i) => `$${i + 1}::${travels(c.type)}[]`).join(", ")}) AS x (${names.join(", ")})`;
  const set = Object.entries(columns).filter(([, c]) => !c.once);
  const conflict =
    set.length === 0
      ? "NOTHING"
      : `UPDATE SET ${set.map(([n, c]) => `${n} = ${c.keep ? `coalesce(excluded.${n}, ${name}.${n})` : `excluded.${n}`}`).join(", ")}`;
  const upsert = `${insert}\n  ON CONFLICT (${Object.keys(key).join(", ")}) DO ${conflict}`;
  const send = async (client: PoolClient, statement: string, text: string, rows: ReadonlyArray<Row>): Promise<void> => {
    if (rows.length === 0) return;
    await client.query({ name: `${statement}_${name}`, text, values: all.map(([, c]) => rows.map((row) => plain(c.of(row), c.type))) });
  };
  return {
    upsert: (client, rows) => send(client, "upsert", upsert, rows),
    insert: (client, rows) => send(client, "insert", insert, rows),
  };
};
