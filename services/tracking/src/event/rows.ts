import type { Properties } from "./properties.ts";

/** A row of `events` as queries give it. */
export interface EventRow {
  readonly event_id: number;
  readonly user_id: string;
  readonly event_name: string;
  readonly properties: Properties;
  readonly timestamp: Date;
  readonly session_id: string | null;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly external_id: string | null;
  readonly anonymous_id: string | null;
  readonly message_id: string;
  readonly original_timestamp: Date | null;
  readonly sent_at: Date | null;
  readonly received_at: Date;
  readonly channel: string | null;
  readonly is_bot: boolean;
  readonly device: string | null;
  readonly browser: string | null;
  readonly os: string | null;
  readonly country: string | null;
  readonly context_active: boolean;
}

/** Of the alias e. */
export const eventColumns = `e.event_id, e.user_id, e.event_name, e.properties, e.timestamp, e.session_id, host(e.ip_address) AS ip_address, e.user_agent,
  e.external_id, e.anonymous_id, e.message_id, e.original_timestamp, e.sent_at, e.received_at, e.channel, e.is_bot, e.device, e.browser, e.os, e.country, e.context_active`;

/** Where a page ended: lists are ordered by time, then id. Milliseconds since 1970. */
export interface EventCursor {
  readonly at: number;
  readonly id: number;
}

/** Collects the parameters of a query whose conditions depend on what was asked. */
export class Parameters {
  readonly values: unknown[] = [];
  /** Its placeholder. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

export interface EventFilter {
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly to?: Date | undefined;
  /** Empty = all. */
  readonly names?: ReadonlyArray<string> | undefined;
  readonly includeBots: boolean;
  /** Also those past their active time. */
  readonly includeArchived?: boolean | undefined;
}

/** Conditions on the alias e. One name stands as an equality, so that the partial index of that name can serve it. */
export const filterSql = (p: Parameters, { from, to, names = [], includeBots }: EventFilter): string => {
  const conditions: string[] = [];
  if (from) conditions.push(`e.timestamp >= ${p.add(from)}`);
  if (to) conditions.push(`e.timestamp < ${p.add(to)}`);
  if (names.length === 1) conditions.push(`e.event_name = ${p.add(names[0])}`);
  else if (names.length > 1) conditions.push(`e.event_name = ANY (${p.add([...names])})`);
  if (!includeBots) conditions.push("NOT e.is_bot");
  return conditions.map((c) => ` AND ${c}`).join("");
};

/** Newest first: what comes after the cursor is older. The plain comparison is what the index can use. */
export const olderThan = (p: Parameters, cursor: EventCursor | null): string => {
  if (cursor === null) return "";
  const at = p.add(new Date(cursor.at));
  return ` AND e.timestamp <= ${at} AND (e.timestamp, e.event_id) < (${at}, ${p.add(cursor.id)})`;
};
