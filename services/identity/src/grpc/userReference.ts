import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import type { Violation } from "@marketing/shared/base/errors";
import { isUuid } from "@marketing/shared/base/ids";
import { given } from "@marketing/shared/grpc/schema";

/** How a request names somebody: by a user id, or by an anonymous one. */
export interface UserReference {
  readonly userId: string | null;
  readonly anonymousId: string | null;
}

/** The UUID behind whichever id was given: the user's wins. One of them is there. */
export const idOf = (tenantId: string, { userId, anonymousId }: UserReference): string =>
  userId !== null ? userIdOf(tenantId, userId) : anonymousUserIdOf(tenantId, anonymousId ?? "");

/** The caller's own id; null where it is a UUID, which is the user's id itself. */
export const externalIdOf = (userId: string | null): string | null => (userId === null || isUuid(userId) ? null : userId);

/** A rule for a request: exactly one of these fields, which are told by the names they have in the contract. */
export const exactlyOne =
  (fields: Readonly<Record<string, string>>) =>
  (raw: object): ReadonlyArray<Violation> =>
    given(raw, Object.keys(fields)) === 1
      ? []
      : [{ field: Object.values(fields)[0]!, description: `exactly one of ${Object.values(fields).join(", ")} is required` }];

export const byUserOrAnonymousId = exactlyOne({ userId: "user_id", anonymousId: "anonymous_id" });
