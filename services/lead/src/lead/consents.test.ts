import { expect, it } from "vitest";
import { consentsIn } from "./consents.ts";

const heard = (properties: Record<string, string | boolean | number>): string[] =>
  consentsIn(properties).map(
    ({ channel, purpose, granted, at }) => `${channel} ${purpose} ${granted ? "yes" : "no"}${at === null ? "" : ` ${at}`}`,
  );
const everywhere = ["email * no", "sms * no", "ads * no", "push * no"];

it.each([
  [{ do_not_email: "TRUE" }, ["email * no"]],
  [{ "Do Not Email": "x" }, ["email * no"]],
  [{ HasOptedOutOfEmail: "1" }, ["email * no"]],
  [{ unsubscribed: "no" }, []],
  [{ unsubscribed: "" }, []],
  // what cannot be told counts against being addressed
  [{ unsubscribed: "2026-01-05T10:00:00Z" }, [`email * no ${Date.UTC(2026, 0, 5, 10)}`]],
  [{ unsubscribed: "complained" }, ["email * no"]],
  [{ opt_out: true }, everywhere],
  [{ do_not_contact: "ja" }, everywhere],
  [{ email_opt_in: "yes" }, ["email marketing yes"]],
  [{ email_opt_in: true }, ["email marketing yes"]],
  [{ email_opt_in: "false" }, ["email * no"]],
  [{ email_opt_in: "maybe" }, []],
  [{ optin_time: "2026-01-05T10:00:00Z" }, [`email marketing yes ${Date.UTC(2026, 0, 5, 10)}`]],
  [{ sms_opt_out: 1 }, ["sms * no"]],
  [{ industry: "saas", constructor: "true", options: "x" }, []],
] as ReadonlyArray<[Record<string, string | boolean | number>, string[]]>)("%j says %j", (properties, expected) => {
  expect(heard(properties)).toEqual(expected);
});
