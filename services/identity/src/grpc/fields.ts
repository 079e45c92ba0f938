import { longerThan } from "@marketing/shared/base/codePoints";
import { invalidEmail } from "@marketing/shared/base/email";
import { illegalId } from "@marketing/shared/base/noId";
import { timezoneOf } from "@marketing/shared/base/timezone";
import { checked, jsonObject, optional, text } from "@marketing/shared/grpc/schema";
import { decimalPattern } from "../decimal.ts";

/** A person's id: a UUID or the caller's own. What broken clients send in its place is refused. */
export const personId = checked(text(255), illegalId);
export const optionalPersonId = optional(personId);

export const email = checked(text(1_000), (value) => invalidEmail(value.trim()));

export const segmentName = checked(text(50), (value) => (value.trim() === value ? null : "must not begin or end with a space"));
/** A segment's id or its name. */
export const segmentReference = text(50);

const traitNames = (names: ReadonlyArray<string>): string | null => {
  for (const name of names) {
    if (name === "" || longerThan(name, 255)) return "names have 1 to 255 characters";
  }
  return null;
};

const traitsField = (keepRounded: boolean) =>
  checked(jsonObject({ depth: 10, maxBytes: 32_768, keepRounded }), (value) => traitNames(Object.keys(value)));
/** What is said of a person: a number that may have been rounded on the way is kept, with a warning. */
export const traits = traitsField(true);
/** What is looked for: nobody would find by a rounded number what they mean. */
export const containedTraits = traitsField(false);
export const traitName = checked(text(255), (name) => traitNames([name]));

/** A decimal from 0 to 999,999,999,999.99, as text. */
export const money = checked(text(64), (value) =>
  !decimalPattern.test(value)
    ? "must be a decimal number that is not negative"
    : Number(value) >= 999_999_999_999.995
      ? "must be at most 999999999999.99"
      : null,
);

export const timezone = checked(text(64), (value) => (timezoneOf(value) === null ? "must be an IANA time zone, as Europe/Berlin" : null));
