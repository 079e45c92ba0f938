import { userIdOf } from "@marketing/protos/ids";
import { domainOf, invalidEmail } from "@marketing/shared/base/email";
import { uuidv5 } from "@marketing/shared/base/ids";
import { illegalId } from "@marketing/shared/base/noId";
import { addressSha256 } from "../consent/subject.ts";

export const kinds = ["address", "domain", "person"] as const;
export type Kind = (typeof kinds)[number];

/** One entry of the list: an address's SHA-256, a domain in its normal form, a person's UUID. */
export interface Entry {
  readonly kind: Kind;
  readonly value: string;
}

/** What a caller wrote as an entry, or what is wrong with it. */
export const readEntry = (tenantId: string, kind: Kind, text: string): Entry | { readonly problem: string } => {
  const value = text.trim();
  switch (kind) {
    case "address": {
      if (/^[0-9a-f]{64}$/i.test(value)) return { kind, value: value.toLowerCase() };
      const problem = invalidEmail(value);
      return problem === null ? { kind, value: addressSha256(value) } : { problem: `${problem}, and no SHA-256 of one` };
    }
    case "domain": {
      // with the @ of an address before it or the dot of the root behind it, it is the same domain
      const bare = value.slice(value.startsWith("@") ? 1 : 0, value.endsWith(".") ? -1 : undefined);
      const somebody = `a@${bare}`;
      return !bare.includes("@") && invalidEmail(somebody) === null
        ? { kind, value: domainOf(somebody) }
        : { problem: "is not a domain, as engines.example" };
    }
    case "person": {
      const problem = illegalId(value);
      return problem === null ? { kind, value: userIdOf(tenantId, value) } : { problem };
    }
  }
};

/** The domain of an address and those above it: who suppresses engines.example means mail.engines.example too. */
export const domainsOf = (email: string): ReadonlyArray<string> => {
  const labels = domainOf(email).split(".");
  return labels.slice(0, -1).map((_, i) => labels.slice(i).join("."));
};

export const entryId = (tenantId: string, { kind, value }: Entry): string => uuidv5(`suppression:${kind}:${value}`, tenantId);
