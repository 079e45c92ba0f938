import { ConsentService } from "@marketing/protos/identity/v1/consent_service";
import { notFound } from "@marketing/shared/base/errors";
import type { CallContext } from "@marketing/shared/grpc/context";
import { columns, page, pageOf } from "@marketing/shared/grpc/paging";
import { unary } from "@marketing/shared/grpc/rpc";
import { pageFields, queryFields } from "@marketing/shared/grpc/schema";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { type Subject, whoIs } from "../audience/audience.ts";
import { type Known, loadAllStanding, loadIdentities, loadSuppressions } from "../audience/facts.ts";
import { audienceIsAt } from "../audience/isAt.ts";
import { suppressionMessage } from "../suppression/messages.ts";
import { consentMessage, entryMessage } from "./messages.ts";
import { consentHistory } from "./queries.ts";
import { oneSubject, subjectFields, subjectOf } from "./requests.ts";

const scope = "identity:read";
const { getConsents, listConsents } = ConsentService.method;

/** Whose word counts for whom a request names. Throws NOT_FOUND for a person nobody knows. */
const knownOf = async (pool: Pool, ctx: CallContext, subject: Subject): Promise<Known> => {
  const asked = await whoIs(pool, ctx.tenantId, [subject]);
  if ("userId" in subject && asked[0]!.user === null) throw notFound("USER_NOT_FOUND", "no such user");
  return withTenant(pool, ctx.tenantId, async (client) => (await loadIdentities(client, ctx.tenantId, asked))[0]!);
};

export const consentQueryRpcs = (pool: Pool) => ({
  getConsents: unary(getConsents, {
    scope,
    request: { ...subjectFields, ...queryFields },
    rules: oneSubject,
    handle: async (ctx, r) => {
      await audienceIsAt(pool, r.minPosition, ctx.deadline);
      const known = await knownOf(pool, ctx, subjectOf(ctx.tenantId, r));
      return withTenant(pool, ctx.tenantId, async (client) => {
        const consents = await loadAllStanding(client, ctx.tenantId, known);
        const [suppressions = []] = await loadSuppressions(client, ctx.tenantId, [known]);
        return { consents: consents.map(consentMessage), suppressions: suppressions.map(suppressionMessage), userIds: known.ids };
      });
    },
  }),

  listConsents: unary(listConsents, {
    scope,
    request: { ...subjectFields, ...pageFields, ...queryFields },
    rules: oneSubject,
    handle: async (ctx, r) => {
      await audienceIsAt(pool, r.minPosition, ctx.deadline);
      const { userId, anonymousId, email } = r;
      const query = { rpc: "ListConsents", tenantId: ctx.tenantId, userId, anonymousId, email };
      const p = page(ctx, r, query, [columns.whole]);
      const known = await knownOf(pool, ctx, subjectOf(ctx.tenantId, r));
      const subjects = known.address === null ? known.ids : [...known.ids, known.address];
      const rows = await withTenant(pool, ctx.tenantId, (client) =>
        consentHistory(client, ctx.tenantId, subjects, p.after?.[0] ?? null, p.limit + 1),
      );
      const { messages: entries, nextPageToken } = pageOf(rows, p, query, (row) => [row.position], entryMessage);
      return { entries, nextPageToken };
    },
  }),
});
