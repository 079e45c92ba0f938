import type { ConsentStatus } from "../consent/terms.ts";
import type { Kind } from "../suppression/entry.ts";

/** Why somebody may not be addressed, the weightiest first. */
export const leftOutReasons = [
  "erased",
  "suppressed_person",
  "suppressed_address",
  "suppressed_domain",
  "withdrawn",
  "no_consent",
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** What is known of a person for one channel and purpose. */
export interface AddressFacts {
  readonly erased: boolean;
  readonly suppressedBy: ReadonlyArray<Kind>;
  /** Null = nothing was ever said. */
  readonly consent: ConsentStatus | null;
}

/** The one rule of who may be addressed: all the reasons why not, none = they may. */
export const mayAddress = ({ erased, suppressedBy, consent }: AddressFacts): ReadonlyArray<LeftOutReason> => {
  const against: Readonly<Record<LeftOutReason, boolean>> = {
    erased,
    suppressed_person: suppressedBy.includes("person"),
    suppressed_address: suppressedBy.includes("address"),
    suppressed_domain: suppressedBy.includes("domain"),
    withdrawn: consent === "withdrawn",
    no_consent: consent === null,
  };
  return leftOutReasons.filter((reason) => against[reason]);
};

/** How many were left out, each by their first reason, as they are counted everywhere. */
export class LeftOutCounts {
  readonly #people = new Map<LeftOutReason, number>();

  add([reason]: ReadonlyArray<LeftOutReason>): void {
    if (reason !== undefined) this.#people.set(reason, (this.#people.get(reason) ?? 0) + 1);
  }

  addAll(more: LeftOutCounts): void {
    for (const [reason, people] of more.#people) this.#people.set(reason, (this.#people.get(reason) ?? 0) + people);
  }

  entries(): ReadonlyArray<{ readonly reason: LeftOutReason; readonly people: number }> {
    return leftOutReasons.flatMap((reason) => {
      const people = this.#people.get(reason);
      return people === undefined ? [] : [{ reason, people }];
    });
  }
}
