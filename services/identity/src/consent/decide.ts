import { accept, type Decider, type Decision } from "@marketing/shared/base/decider";
import type { ConsentEvent, Statement, Subject } from "./events.ts";
import { type ConsentState, evolve, initialConsent, placeOf } from "./state.ts";
import type { ConsentStatus } from "./terms.ts";

export interface NewStatement extends Statement {
  readonly status: ConsentStatus;
}

export interface SetConsent extends Subject {
  readonly statements: ReadonlyArray<NewStatement>;
}

/** Every word is kept, an older one too: which one counts is decided by when they were said. Only the word that counts is not said again. */
const decide = ({ subjectId, addressSha256, statements }: SetConsent, { words }: ConsentState): Decision<ConsentEvent> =>
  accept(
    ...statements
      .filter(({ status, at, messageId, ...s }) => {
        const known = words.get(placeOf(s));
        return known?.status !== status || known.at !== at || known.messageId !== messageId;
      })
      .map(
        ({ status, ...said }): ConsentEvent => ({
          type: status === "granted" ? "consent_granted" : "consent_withdrawn",
          data: { subjectId, addressSha256, ...said },
        }),
      ),
  );

export const consentDecider: Decider<ConsentState, SetConsent, ConsentEvent> = { initialState: initialConsent, decide, evolve };
