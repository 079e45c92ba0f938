import { isoTime } from "@marketing/shared/base/isoTime";
import type { JsonValue } from "@marketing/shared/base/json";
import type { Recorded } from "@marketing/shared/log/defineEvents";
import type { PoolClient } from "pg";
import type { UserEvent } from "./events.ts";

type Changed = Recorded<Extract<UserEvent, { readonly type: "traits_changed" }>>;

/** A row of `trait_history`: what one message said of one trait. What it changed follows from all that was said, when it is read. */
interface Row {
  readonly event: Changed;
  readonly trait: string;
  readonly kind: "set" | "once" | "unset";
  readonly value: JsonValue | undefined;
}

const rowsOf = (event: Changed): ReadonlyArray<Row> => {
  const { set: changed, unset: gone, said = { set: changed ?? {}, unset: gone } } = event.data;
  const { set = {}, setOnce = {}, unset = [] } = said ?? {};
  return [
    ...Object.entries(set).map(([trait, value]) => ({ event, trait, kind: "set", value }) as const),
    ...Object.entries(setOnce).map(([trait, value]) => ({ event, trait, kind: "once", value }) as const),
    ...unset.map((trait) => ({ event, trait, kind: "unset", value: undefined }) as const),
  ];
};

/** A trait that is JSON's null is not one that was unset, which is SQL's NULL. */
const json = (value: JsonValue | undefined): string | null => (value === undefined ? null : JSON.stringify(value));

export const insertSaidTraits = async (client: PoolClient, events: ReadonlyArray<Changed>): Promise<void> => {
  const rows = events.flatMap(rowsOf);
  if (rows.length === 0) return;
  await client.query({
    name: "insert_trait_history",
    text: `INSERT INTO trait_history (tenant_id, user_id, position, trait, kind, new_value, at, message_id, source)
      SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::jsonb[], $7::timestamptz[], $8::text[], $9::text[])`,
    values: [
      rows.map((r) => r.event.tenantId),
      rows.map((r) => r.event.data.of ?? r.event.data.userId),
      rows.map((r) => r.event.position),
      rows.map((r) => r.trait),
      rows.map((r) => r.kind),
      rows.map((r) => json(r.value)),
      rows.map((r) => isoTime(r.event.data.at)),
      rows.map((r) => r.event.data.messageId ?? ""),
      rows.map((r) => r.event.data.source),
    ],
  });
};
