import { isoTime } from "@marketing/shared/base/isoTime";
import type { Recorded } from "@marketing/shared/log/defineEvents";
import { column, defineTable } from "@marketing/shared/postgres/table";
import type { PoolClient } from "pg";
import { type ConsentEvent, statusOf } from "./events.ts";
import { isLater, type Word } from "./state.ts";
import type { Channel, ConsentStatus } from "./terms.ts";

/** A row of `consents` or `consent_history`. */
export interface ConsentRow {
  readonly subject_id: string;
  readonly of_address: boolean;
  readonly channel: Channel;
  readonly purpose: string;
  readonly status: ConsentStatus;
  readonly at: Date;
  readonly message_id: string;
  readonly source: string;
  readonly wording_version: string | null;
  readonly proof: object | null;
  readonly position: number;
}

type Heard = Recorded<ConsentEvent>;

const said = {
  of_address: column<Heard>("boolean", (e) => e.data.addressSha256 !== null),
  status: column<Heard>("text", statusOf),
  at: column<Heard>("timestamptz", (e) => isoTime(e.data.at)),
  message_id: column<Heard>("text", (e) => e.data.messageId),
  source: column<Heard>("text", (e) => e.data.source),
  wording_version: column<Heard>("text", (e) => e.data.wordingVersion),
  proof: column<Heard>("jsonb", (e) => e.data.proof),
};
const place = {
  subject_id: column<Heard>("uuid", (e) => e.data.subjectId),
  channel: column<Heard>("text", (e) => e.data.channel),
  purpose: column<Heard>("text", (e) => e.data.purpose),
};
const tenant = { tenant_id: column<Heard>("uuid", (e) => e.tenantId) };
const position = { position: column<Heard>("bigint", (e) => e.position) };

const consents = defineTable<Heard>({ name: "consents", key: { ...tenant, ...place }, columns: { ...said, ...position } });
const history = defineTable<Heard>({ name: "consent_history", key: { ...tenant, ...position }, columns: { ...place, ...said } });

const keyOf = (tenantId: string, subjectId: string, channel: string, purpose: string): string =>
  [tenantId, subjectId, channel, purpose].join();
const keyOfEvent = ({ tenantId, data }: Heard): string => keyOf(tenantId, data.subjectId, data.channel, data.purpose);
const wordOf = (e: Heard): Word => ({ status: statusOf(e), at: e.data.at, messageId: e.data.messageId });

/** What the table says of the places that events are about. */
const loadWords = async (client: PoolClient, events: ReadonlyArray<Heard>): Promise<Map<string, Word>> => {
  const { rows } = await client.query<ConsentRow & { tenant_id: string }>({
    name: "consent_words",
    text: `SELECT c.tenant_id, c.subject_id, c.channel, c.purpose, c.status, c.at, c.message_id
      FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS x (t, s, c, p)) k
      JOIN consents c ON c.tenant_id = k.t AND c.subject_id = k.s AND c.channel = k.c AND c.purpose = k.p`,
    values: [
      events.map((e) => e.tenantId),
      events.map((e) => e.data.subjectId),
      events.map((e) => e.data.channel),
      events.map((e) => e.data.purpose),
    ],
  });
  return new Map(
    rows.map((r) => [
      keyOf(r.tenant_id, r.subject_id, r.channel, r.purpose),
      { status: r.status, at: r.at.getTime(), messageId: r.message_id },
    ]),
  );
};

/** Of each place the word that counts, where it is another than before. */
export const writeConsents = async (client: PoolClient, events: ReadonlyArray<Heard>): Promise<void> => {
  const words = await loadWords(client, events);
  const changed = new Map<string, Heard>();
  for (const event of events) {
    const key = keyOfEvent(event);
    const before = words.get(key);
    const word = wordOf(event);
    if (before && !isLater(word, before)) continue;
    words.set(key, word);
    changed.set(key, event);
  }
  await consents.upsert(client, [...changed.values()]);
  await history.insert(client, events);
};
