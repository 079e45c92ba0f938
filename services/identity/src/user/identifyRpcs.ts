import { IdentityService } from "@marketing/protos/identity/v1/identity_service";
import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import { normaliseEmail } from "@marketing/shared/base/email";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { boolean, commandFields, given, list, optional, text, timestamp } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { email, optionalPersonId, personId, traitName, traits } from "../grpc/fields.ts";
import { externalIdOf } from "../grpc/userReference.ts";
import { type Claimed, claimed } from "./claim.ts";
import { type Identified, identify } from "./commands.ts";
import { newEmail } from "./identify.ts";
import { loadUser } from "./load.ts";
import { mergeUsers } from "./mergeCommands.ts";
import { messageIdOf } from "./messageId.ts";
import { userMessage } from "./messages.ts";
import { saidTraits } from "./saidTraits.ts";
import { timeOf, traitWarnings, type Warning } from "./warningMessages.ts";

const scope = "identity:write";

const day = 86_400_000;

const whyVisitorStays = (claimWindowMs: number): Partial<Record<Claimed, string>> => ({
  anonymous_id_merged_elsewhere: "the anonymous id belongs to another person, who claimed it earlier; it was not moved",
  claim_too_late: `the anonymous id belongs to another person; a claim made earlier moves it within ${claimWindowMs / day} days`,
  anonymous_id_identified: "the anonymous id is a known person; they were not merged",
  merge_was_undone: "this merge was taken back before; it is made again only by MergeUsers",
});

/** What the call said and was not done. */
const outcomeWarnings = ({ decided }: Identified): ReadonlyArray<Warning> => {
  if (decided === null) return [];
  const { user, command } = decided;
  const { visitor, email } = command;
  const code = visitor === null ? "same" : claimed(command, visitor, user);
  const message = whyVisitorStays(command.claimWindowMs)[code];
  const emailKept =
    email !== null && user.email !== null && newEmail(command, user) === null && normaliseEmail(user.email) !== normaliseEmail(email);
  const why = command.under === user.userId ? "a later one is known" : "the id was merged into a person who has another email";
  return [
    ...(message === undefined ? [] : [{ code, field: "anonymous_id", message }]),
    ...(emailKept ? [{ code: "email_kept", field: "email", message: why }] : []),
  ];
};

export const identifyRpcs = (log: EventLog, claimWindowMs: number) => ({
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
      const now = Date.now();
      const { at, warnings } = timeOf(r.timestamp, now);
      const visitorId = r.anonymousId === null ? null : anonymousUserIdOf(tenantId, r.anonymousId);
      const said = r.email?.trim() ?? null;
      const outcome = await identify(callerOf(log, ctx, "Identify", r), {
        userId: r.userId === null ? visitorId! : userIdOf(tenantId, r.userId),
        visitorId: r.userId === null ? null : visitorId,
        externalId: externalIdOf(r.userId),
        known: r.userId !== null,
        anonymousId: r.anonymousId,
        email: said,
        traits: saidTraits(r.traits, r.traitsSetOnce, r.traitsUnset),
        said: { at, id: messageIdOf(r) },
        timed: r.timestamp !== null && warnings.length === 0,
        now,
        claimWindowMs,
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
          ...outcomeWarnings(outcome),
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
      const now = Date.now();
      const { at, warnings } = timeOf(r.timestamp, now);
      const asUser = userIdOf(tenantId, r.previousId);
      const known = (await loadUser(log, tenantId, asUser)).state.exists;
      const outcome = await mergeUsers(callerOf(log, ctx, "Alias", r), {
        winnerId: userIdOf(tenantId, r.userId),
        loserId: known ? asUser : anonymousUserIdOf(tenantId, r.previousId),
        externalId: externalIdOf(r.userId),
        anonymousId: r.previousId,
        reason: "alias",
        at,
        now,
      });
      const { version, position } = outcome;
      return { user: userMessage(outcome), mergeId: outcome.mergeId ?? "", warnings, version, position };
    },
  }),
});
