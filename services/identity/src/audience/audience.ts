import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { keysOf } from "../user/emailKey.ts";
import { findByEmails, findCanonicalUsers } from "../user/queries.ts";
import type { UserState } from "../user/state.ts";
import { type Asked, loadIdentities, loadStanding, loadSuppressions } from "./facts.ts";
import { LeftOutCounts, type LeftOutReason, mayAddress } from "./mayAddress.ts";

/** On which channel, and for what. */
export interface AddressableBy {
  readonly channel: string;
  readonly purpose: string;
}

/** Somebody by their id or by an address. */
export type Subject = { readonly userId: string } | { readonly email: string };

/** Who they are now: whoever was merged is part of somebody else. */
export const whoIs = async (pool: Pool, tenantId: string, subjects: ReadonlyArray<Subject>): Promise<ReadonlyArray<Asked>> => {
  const ids = [...new Set(subjects.flatMap((s) => ("userId" in s ? [s.userId] : [])))];
  const emails = subjects.flatMap((s) => ("email" in s ? [s.email] : []));
  const users = ids.length === 0 ? [] : await findCanonicalUsers(pool, tenantId, ids);
  const byId = new Map(ids.map((id, i) => [id, users[i]?.state ?? null]));
  const byKey: ReadonlyMap<string, UserState> = emails.length === 0 ? new Map() : await findByEmails(pool, tenantId, emails);
  const holderOf = (email: string): UserState | null =>
    keysOf(email)
      .map((key) => byKey.get(key))
      .find((user) => user !== undefined) ?? null;
  return subjects.map((s) =>
    "userId" in s
      ? { userId: s.userId, email: null, user: byId.get(s.userId) ?? null }
      : { userId: null, email: s.email, user: holderOf(s.email) },
  );
};

/**
 * Of each, in the order asked, all the reasons why they may not be addressed; none = they may. Whatever makes an audience asks here, and by
 * CheckAddressable where it is another service.
 */
export const reasonsAgainst = async (
  pool: Pool,
  tenantId: string,
  subjects: ReadonlyArray<Subject>,
  by: AddressableBy,
): Promise<ReadonlyArray<ReadonlyArray<LeftOutReason>>> => {
  if (subjects.length === 0) return [];
  const asked = await whoIs(pool, tenantId, subjects);
  return withTenant(pool, tenantId, async (client) => {
    const known = await loadIdentities(client, tenantId, asked);
    const consents = await loadStanding(client, tenantId, known, by);
    const suppressions = await loadSuppressions(client, tenantId, known);
    return known.map((_, i) =>
      mayAddress({ erased: false, suppressedBy: suppressions[i]!.map(({ kind }) => kind), consent: consents[i]?.status ?? null }),
    );
  });
};

/** Those of a list who may be addressed, and how many were left out and why. */
export const addressableOf = async <Item>(
  pool: Pool,
  tenantId: string,
  items: ReadonlyArray<Item>,
  userIdOf: (item: Item) => string,
  by: AddressableBy,
): Promise<{ readonly kept: ReadonlyArray<Item>; readonly leftOut: LeftOutCounts }> => {
  const subjects = items.map((item) => ({ userId: userIdOf(item) }));
  const against = await reasonsAgainst(pool, tenantId, subjects, by);
  const leftOut = new LeftOutCounts();
  for (const reasons of against) leftOut.add(reasons);
  return { kept: items.filter((_, i) => against[i]!.length === 0), leftOut };
};
