import { postgresView } from "@marketing/shared/subscription/typedView";
import { consentEvents } from "./events.ts";
import { writeConsents } from "./rows.ts";

/** Tables `consents` and `consent_history`: what was said under each id. Whom the ids belong to now is asked when it is read. */
export const consentsView = postgresView({
  name: "consents",
  version: 1,
  tables: ["consents", "consent_history"],
  events: consentEvents,
  apply: writeConsents,
});
