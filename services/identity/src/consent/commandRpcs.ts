import { ConsentService } from "@marketing/protos/identity/v1/consent_service";
import { notFound } from "@marketing/shared/base/errors";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { commandFields, list } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { loadCanonicalUser } from "../user/load.ts";
import { messageIdOf } from "../user/messageId.ts";
import { setConsent } from "./commands.ts";
import { oneSubject, statement, subjectFields, subjectOf } from "./requests.ts";
import { addressSha256, ofAddress, ofPerson } from "./subject.ts";

export const consentCommandRpcs = (log: EventLog) => ({
  setConsent: unary(ConsentService.method.setConsent, {
    scope: "identity:write",
    request: { ...subjectFields, consents: list(statement, 50, 1), requestId: commandFields.requestId },
    rules: oneSubject,
    cost: (r) => r.consents.length,
    handle: async (ctx, r) => {
      const { tenantId } = ctx;
      const subject = subjectOf(tenantId, r);
      if ("userId" in subject && !(await loadCanonicalUser(log, tenantId, subject.userId)).state.exists)
        throw notFound("USER_NOT_FOUND", "no such user");
      const messageId = messageIdOf(r);
      const now = Date.now();
      const { version, position } = await setConsent(callerOf(log, ctx, "SetConsent", r), {
        ...("userId" in subject ? ofPerson(subject.userId) : ofAddress(tenantId, addressSha256(subject.email))),
        statements: r.consents.map(({ at, source, proof, ...said }) => ({
          ...said,
          at: at?.getTime() ?? now,
          messageId,
          source: source ?? "api",
          proof: Object.keys(proof).length > 0 ? proof : null,
        })),
      });
      return { version, position };
    },
  }),
});
