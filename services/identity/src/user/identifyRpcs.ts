import { IdentityService } from "@marketing/protos/identity/v1/identity_service";
import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import { normaliseEmail } from "@marketing/shared/base/email";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { boolean, commandFields, given, list, optional, text, timestamp } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { email, optionalPersonId, personId, traitName, traits } from "../grpc/fields.ts";
import { externalIdOf } from "../grpc/userReference.ts";
import { type Identified, identify } from "./commands.ts";
import { loadUser } from "./load.ts";
import { visitorStays } from "./merge.ts";
import { mergeUsers } from "./mergeCommands.ts";
import { userMessage } from "./messages.ts";
import { timeOf, traitWarnings, type Warning } from "./warningMessages.ts";

const scope = "identity:write";

const whyVisitorStays = {
  anonymous_id_merged_elsewhere: "the anonymous id belongs to another person already; it was not moved",
  anonymous_id_identified: "the anonymous id is a known person; they were not merged",
  merge_was_undone: "this merge was taken back before; it is made again only by MergeUsers",
};

/** What the call said and was not done. */
const outcomeWarnings = ({ before: { user, visitor }, redirected }: Identified, email: string | null): ReadonlyArray<Warning> => {
  const code = visitor === null ? null : visitorStays(user, visitor);
  const emailKept = redirected && email !== null && user.email !== null && normaliseEmail(user.email) !== normaliseEmail(email);
  return [
    ...(code === null || code === "same" ? [] : [{ code, field: "anonymous_id", message: whyVisitorStays[code] }]),
    ...(emailKept ? [{ code: "email_kept", field: "email", message: "the id was merged into a person who has another email" }] : []),
  ];
};

export const identifyRpcs = (log: EventLog) => ({
  identify: unary(IdentityService.method.identify, {
    scope,
    request: {
      userId: optionalPersonId,
      anonymousId: optionalPersonId,
      email: optional(email),
      traits,
      traitsSetOnce: traits,
      traitsUnset: list(traitName, 1_000),
      timestamp: optional(timestamp),
      contextActive: optional(boolean),
      source: optional(text(50)),
      ...commandFields,
    },
    rules: (raw) =>
      given(raw, ["userId", "anonymousId"]) === 0 ? [{ field: "user_id", description: "one of user_id and anonymous_id is required" }] : [],
    handle: async (ctx, r) => {
      const { tenantId } = ctx;
      const { at, warnings } = timeOf(r.timestamp);
      const visitorId = r.anonymousId === null ? null : anonymousUserIdOf(tenantId, r.anonymousId);
      const said = r.email?.trim() ?? null;
      const outcome = await identify(callerOf(log, ctx, "Identify", r), {
        userId: r.userId === null ? visitorId! : userIdOf(tenantId, r.userId),
        visitorId: r.userId === null ? null : visitorId,
        externalId: externalIdOf(r.userId),
        known: r.userId !== null,
        anonymousId: r.anonymousId,
        email: said,
        set: r.traits,
        setOnce: r.traitsSetOnce,
        unset: r.traitsUnset,
        at,
        active: r.contextActive ?? true,
        source: r.source ?? "api",
      });
      return {
        user: userMessage(outcome),
        mergeId: outcome.mergeId ?? "",
        warnings: [
          ...traitWarnings(r.traits),
          ...traitWarnings(r.traitsSetOnce, "traits_set_once"),
          ...warnings,
          ...outcomeWarnings(outcome, said),
        ],
        version: outcome.version,
        position: outcome.position,
      };
    },
  }),

  alias: unary(IdentityService.method.alias, {
    scope,
    request: { userId: personId, previousId: personId, timestamp: optional(timestamp), ...commandFields },
    handle: async (ctx, r) => {
      const { tenantId } = ctx;
      const { at, warnings } = timeOf(r.timestamp);
      const asUser = userIdOf(tenantId, r.previousId);
      const known = (await loadUser(log, tenantId, asUser)).state.exists;
      const outcome = await mergeUsers(callerOf(log, ctx, "Alias", r), {
        winnerId: userIdOf(tenantId, r.userId),
        loserId: known ? asUser : anonymousUserIdOf(tenantId, r.previousId),
        externalId: externalIdOf(r.userId),
        anonymousId: r.previousId,
        reason: "alias",
        at,
      });
      const { version, position } = outcome;
      return { user: userMessage(outcome), mergeId: outcome.mergeId ?? "", warnings, version, position };
    },
  }),
});
