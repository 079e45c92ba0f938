import type { PoolClient } from "@marketing/shared/postgres/pool";
import type { ConsentRow } from "../consent/rows.ts";
import { addressSha256, ofAddress } from "../consent/subject.ts";
import { everyPurpose } from "../consent/terms.ts";
import { domainsOf } from "../suppression/entry.ts";
import type { SuppressionRow } from "../suppression/rows.ts";
import { mergedIds } from "../user/effective.ts";
import type { UserState } from "../user/state.ts";
import { type Identities, latestWord, type SaidUnder, standing } from "./standing.ts";

// Read as the api role: row level security shows one tenant. `$1` is always the tenant.

/** Of whom it is asked: a person, or an address that nobody may have. */
export interface Asked {
  readonly userId: string | null;
  readonly email: string | null;
  /** Null = nobody is known of this id or address. */
  readonly user: UserState | null;
}

export interface Known extends Identities {
  readonly ids: ReadonlyArray<string>;
  readonly sha256: string | null;
  readonly domains: ReadonlyArray<string>;
}

/** Whose word counts for each. */
export const loadIdentities = async (client: PoolClient, tenantId: string, asked: ReadonlyArray<Asked>): Promise<ReadonlyArray<Known>> => {
  const losers = asked.flatMap(({ user }) => (user === null ? [] : mergedIds(user)));
  const { rows } = await client.query<{ loser_user_id: string; winner_user_id: string; merged_at: Date }>({
    name: "merges_in_force",
    text: "SELECT loser_user_id, winner_user_id, merged_at FROM merges WHERE tenant_id = $1 AND loser_user_id = ANY ($2::uuid[]) AND undone_at IS NULL",
    values: [tenantId, losers],
  });
  const merged = new Map(rows.map((r) => [r.loser_user_id, { into: r.winner_user_id, since: r.merged_at.getTime() }]));
  return asked.map(({ userId, email, user }) => {
    const address = user?.email ?? email;
    const sha256 = address === null ? null : addressSha256(address);
    const ids = user === null ? (userId === null ? [] : [userId]) : [user.userId, ...mergedIds(user)];
    const addressId = sha256 === null ? null : ofAddress(tenantId, sha256).subjectId;
    const domains = address === null ? [] : domainsOf(address);
    return { own: ids[0] ?? "", ids, merged, address: addressId, sha256, domains };
  });
};

const subjectsOf = ({ ids, address }: Known): ReadonlyArray<string> => (address === null ? ids : [...ids, address]);

/** What was said under the ids of each, by subject. `by` null = of every channel and purpose. */
const loadSaid = async (
  client: PoolClient,
  tenantId: string,
  known: ReadonlyArray<Known>,
  by: { readonly channel: string; readonly purpose: string } | null,
): Promise<ReadonlyMap<string, ConsentRow[]>> => {
  const { rows } = await client.query<ConsentRow>({
    name: "consents_of",
    text: `SELECT subject_id, of_address, channel, purpose, status, at, message_id, source, wording_version, proof, position FROM consents
      WHERE tenant_id = $1 AND subject_id = ANY ($2::uuid[]) AND ($3::text IS NULL OR (channel = $3 AND purpose = ANY ($4::text[])))`,
    values: [tenantId, [...new Set(known.flatMap(subjectsOf))], by?.channel ?? null, by === null ? [] : [by.purpose, everyPurpose]],
  });
  return Map.groupBy(rows, (row) => row.subject_id);
};

/** A row as the word it is. */
interface RowWord extends SaidUnder {
  readonly row: ConsentRow;
}
const wordOf = (row: ConsentRow): RowWord => ({
  ...{ row, subjectId: row.subject_id, status: row.status, at: row.at.getTime(), messageId: row.message_id },
});

const standingOf = (
  said: ReadonlyMap<string, ReadonlyArray<ConsentRow>>,
  who: Known,
  channel: string,
  purpose: string,
): ConsentRow | null => {
  const words = subjectsOf(who).flatMap((subject) => {
    const rows = said.get(subject) ?? [];
    const word = latestWord(rows.filter((r) => r.channel === channel && (r.purpose === purpose || r.purpose === everyPurpose)).map(wordOf));
    return word === null ? [] : [word];
  });
  return standing(who, words)?.row ?? null;
};

/** The word that counts for each, on a channel for a purpose; null = nothing was said. */
export const loadStanding = async (
  client: PoolClient,
  tenantId: string,
  known: ReadonlyArray<Known>,
  by: { readonly channel: string; readonly purpose: string },
): Promise<ReadonlyArray<ConsentRow | null>> => {
  const said = await loadSaid(client, tenantId, known, by);
  return known.map((who) => standingOf(said, who, by.channel, by.purpose));
};

/** The words that count for one, of every channel and purpose that anything was said of; the purpose is the one it counts for. */
export const loadAllStanding = async (client: PoolClient, tenantId: string, who: Known): Promise<ReadonlyArray<ConsentRow>> => {
  const said = await loadSaid(client, tenantId, [who], null);
  const places = new Map([...said.values()].flat().map(({ channel, purpose }) => [`${channel}/${purpose}`, { channel, purpose }]));
  return [...places.keys()].sort().flatMap((key) => {
    const { channel, purpose } = places.get(key)!;
    const row = standingOf(said, who, channel, purpose);
    return row === null ? [] : [{ ...row, purpose }];
  });
};

/** Entries of the suppression list that concern each. */
export const loadSuppressions = async (
  client: PoolClient,
  tenantId: string,
  known: ReadonlyArray<Pick<Known, "ids" | "sha256" | "domains">>,
): Promise<ReadonlyArray<ReadonlyArray<SuppressionRow>>> => {
  const keysOf = (who: (typeof known)[number]) => [
    ...who.ids.map((id) => ["person", id] as const),
    ...(who.sha256 === null ? [] : [["address", who.sha256] as const]),
    ...who.domains.map((domain) => ["domain", domain] as const),
  ];
  const keys = known.map(keysOf);
  const { rows } = await client.query<SuppressionRow>({
    name: "suppressions_of",
    text: `SELECT s.kind, s.value, s.reason, s.added_at, s.position FROM (SELECT DISTINCT * FROM unnest($2::text[], $3::text[]) AS x (k, v)) k
      JOIN suppressions s ON s.tenant_id = $1 AND s.kind = k.k AND s.value = k.v`,
    values: [tenantId, keys.flat().map(([kind]) => kind), keys.flat().map(([, value]) => value)],
  });
  const found = new Map(rows.map((row) => [`${row.kind} ${row.value}`, row]));
  return keys.map((own) => own.flatMap(([kind, value]) => found.get(`${kind} ${value}`) ?? []));
};
