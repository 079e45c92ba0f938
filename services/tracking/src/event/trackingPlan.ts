import { ExactNumber } from "@marketing/shared/base/exactNumber";
import type { JsonValue } from "@marketing/shared/base/json";
import type { Properties } from "./properties.ts";

/** What a property must be, wherever it occurs. A violation is a warning: the event is kept as it came. */
interface Rule {
  readonly type: "string" | "number";
  readonly check?: (value: string) => boolean;
  readonly expected: string;
}

const isPageUrl = (value: string): boolean => value.startsWith("/") || URL.canParse(value);

/** The properties the platform's own reports read. Others are free. */
export const trackingPlan: Readonly<Record<string, Rule>> = {
  product_id: { type: "string", check: (v) => v.length > 0 && v.length <= 255, expected: "a text of 1 to 255 characters" },
  page_url: { type: "string", check: isPageUrl, expected: "an absolute URL, or a path from /" },
};

const planned = Object.entries(trackingPlan);

const typeOf = (value: JsonValue): string => (value instanceof ExactNumber ? "number" : typeof value);
const describe = (value: JsonValue): string => (value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeOf(value)}`);

export interface Violation {
  /** Path of the property: "properties.page_url" */
  readonly field: string;
  readonly message: string;
}

/** Each planned property the event has and that is not what the plan says. */
export const planViolations = (properties: Properties): ReadonlyArray<Violation> => {
  let found: Violation[] | undefined;
  for (const [name, rule] of planned) {
    const value = properties[name];
    if (value === undefined || !Object.hasOwn(properties, name)) continue;
    const right = typeOf(value) === rule.type && (rule.check === undefined || rule.check(value as string));
    if (!right)
      found = [
        ...(found ?? []),
        { field: `properties.${name}`, message: `should be ${rule.expected}, is ${typeOf(value) === rule.type ? "not" : describe(value)}` },
      ];
  }
  return found ?? none;
};

const none: ReadonlyArray<Violation> = [];
