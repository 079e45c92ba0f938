import { ConsentService, SuppressionKindSchema } from "@marketing/protos/identity/v1/consent_service";
import { invalidEmail } from "@marketing/shared/base/email";
import { columns, page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { unary } from "@marketing/shared/grpc/rpc";
import { optionalEnumOf, pageFields, queryFields } from "@marketing/shared/grpc/schema";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { whoIs } from "../audience/audience.ts";
import { loadIdentities, loadSuppressions } from "../audience/facts.ts";
import { audienceIsAt } from "../audience/isAt.ts";
import { domainsOf, type Entry, kinds } from "./entry.ts";
import { suppressionMessage } from "./messages.ts";
import { listSuppressions } from "./queries.ts";
import { entryOf, target } from "./requests.ts";
import { suppressionsView } from "./view.ts";

const scope = "identity:read";
const { listSuppressions: listRpc, checkSuppression } = ConsentService.method;

/** What is looked for of an address or a domain that nobody need have. */
const wantedOf = ({ kind, value }: Entry, text: string) => ({
  ids: [],
  sha256: kind === "address" ? value : null,
  domains: kind === "domain" ? domainsOf(`a@${value}`) : invalidEmail(text) === null ? domainsOf(text) : [],
});

export const suppressionQueryRpcs = (pool: Pool) => ({
  listSuppressions: unary(listRpc, {
    scope,
    request: { kind: optionalEnumOf(SuppressionKindSchema, kinds), ...pageFields, ...queryFields },
    handle: async (ctx, r) => {
      const query = { rpc: "ListSuppressions", tenantId: ctx.tenantId, kind: r.kind };
      const p = page(ctx, r, query, [columns.whole]);
      const rows = await readAs(pool, ctx, suppressionsView, r.minPosition, (client) =>
        listSuppressions(client, ctx.tenantId, r.kind, p.after?.[0] ?? null, p.limit + 1),
      );
      const { messages: suppressions, nextPageToken } = pageOf(rows, p, query, (row) => [row.position], suppressionMessage);
      return { suppressions, nextPageToken };
    },
  }),

  checkSuppression: unary(checkSuppression, {
    scope,
    request: { target, ...queryFields },
    handle: async (ctx, r) => {
      await audienceIsAt(pool, r.minPosition, ctx.deadline);
      const entry = entryOf(ctx.tenantId, r.target);
      const asked = entry.kind === "person" ? await whoIs(pool, ctx.tenantId, [{ userId: entry.value }]) : null;
      return withTenant(pool, ctx.tenantId, async (client) => {
        const known = asked === null ? [wantedOf(entry, r.target.value.trim())] : await loadIdentities(client, ctx.tenantId, asked);
        const [found = []] = await loadSuppressions(client, ctx.tenantId, known);
        return { suppressions: found.map(suppressionMessage) };
      });
    },
  }),
});
