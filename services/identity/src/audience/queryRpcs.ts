import { ConsentService, SubjectSchema } from "@marketing/protos/identity/v1/consent_service";
import { userIdOf } from "@marketing/protos/ids";
import { notFound } from "@marketing/shared/base/errors";
import { isUuid } from "@marketing/shared/base/ids";
import { unary } from "@marketing/shared/grpc/rpc";
import { checked, list, message, optional, queryFields } from "@marketing/shared/grpc/schema";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { addressableBy } from "../consent/requests.ts";
import { email, optionalPersonId, segmentReference } from "../grpc/fields.ts";
import { findSegment, listMembers, type MemberRow } from "../segment/queries.ts";
import { addressableOf, reasonsAgainst, type Subject } from "./audience.ts";
import { audienceIsAt } from "./isAt.ts";
import { LeftOutCounts } from "./mayAddress.ts";
import { leftOutMessages, reasonMessage } from "./messages.ts";

const scope = "identity:read";
const { checkAddressable, countAudience } = ConsentService.method;

const subject = checked(message(SubjectSchema, { userId: optionalPersonId, email: optional(email) }), (s) =>
  (s.userId === null) === (s.email === null) ? "exactly one of user_id, email is required" : null,
);
const batch = 1_000;

async function* pagesOfMembers(pool: Pool, tenantId: string, segment: string): AsyncGenerator<ReadonlyArray<MemberRow>> {
  for (let after: string | null = null; ; ) {
    const page: ReadonlyArray<MemberRow> = await withTenant(pool, tenantId, (client) =>
      listMembers(client, tenantId, segment, after, batch),
    );
    yield page;
    if (page.length < batch) return;
    after = page.at(-1)!.user_id;
  }
}

export const audienceQueryRpcs = (pool: Pool, analyticsPool: Pool) => ({
  checkAddressable: unary(checkAddressable, {
    scope,
    request: { by: addressableBy, subjects: list(subject, batch, 1), ...queryFields },
    cost: (r) => r.subjects.length,
    handle: async (ctx, r) => {
      await audienceIsAt(pool, r.minPosition, ctx.deadline);
      const subjects = r.subjects.map(
        ({ userId, email }): Subject => (userId === null ? { email: (email ?? "").trim() } : { userId: userIdOf(ctx.tenantId, userId) }),
      );
      const found = await reasonsAgainst(pool, ctx.tenantId, subjects, r.by);
      return { results: found.map((reasons) => ({ addressable: reasons.length === 0, reasons: reasons.map(reasonMessage) })) };
    },
  }),

  countAudience: unary(countAudience, {
    scope,
    request: { segment: segmentReference, by: addressableBy, ...queryFields },
    handle: async (ctx, r) => {
      const { tenantId } = ctx;
      await audienceIsAt(pool, r.minPosition, ctx.deadline);
      const segment = await withTenant(pool, tenantId, (client) => findSegment(client, tenantId, r.segment));
      if (!segment && isUuid(r.segment)) throw notFound("SEGMENT_NOT_FOUND", "no such segment");
      const leftOut = new LeftOutCounts();
      let [members, addressable] = [0, 0];
      for await (const page of pagesOfMembers(analyticsPool, tenantId, segment?.name ?? r.segment)) {
        ctx.signal.throwIfAborted();
        const { kept, leftOut: left } = await addressableOf(analyticsPool, tenantId, page, (member) => member.user_id, r.by);
        members += page.length;
        addressable += kept.length;
        leftOut.addAll(left);
      }
      return { members, addressable, leftOut: leftOutMessages(leftOut) };
    },
  }),
});
