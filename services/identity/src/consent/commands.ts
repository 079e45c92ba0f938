import type { Aggregate } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { executeOn, type Handled } from "@marketing/shared/command/execute";
import { consentDecider, type SetConsent } from "./decide.ts";
import type { ConsentEvent } from "./events.ts";
import type { ConsentState } from "./state.ts";

const consent: Aggregate<ConsentState, SetConsent, ConsentEvent> = { category: "consent", decider: consentDecider, personal: true };

/** Under exactly this id, whoever it was merged into: an undone merge leaves everybody what was said of them. */
export const setConsent = (caller: Caller, command: SetConsent): Promise<Handled<ConsentState, ConsentEvent>> =>
  executeOn(caller, consent, command.subjectId, command);
