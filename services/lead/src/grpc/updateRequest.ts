import { invalidField, type Violation } from "@marketing/shared/base/errors";
import { commandFields, list, optional, text, uuid } from "@marketing/shared/grpc/schema";
import { Schema } from "effect";
import type { Json } from "../lead/json.ts";
import type { Fields } from "../lead/leadState.ts";
import * as f from "./fields.ts";

const schema = Schema.Struct({
  leadId: uuid,
  email: optional(f.email),
  phone: optional(f.phone),
  name: optional(f.name),
  company: optional(f.company),
  jobTitle: optional(f.jobTitle),
  properties: f.properties,
  updateMask: list(text(50), 10),
  ...commandFields,
});

const maskable = { email: "email", phone: "phone", name: "name", company: "company", job_title: "jobTitle" } as const;
const allowed = [...Object.keys(maskable), "properties"];

const rules = (raw: Record<string, unknown>): ReadonlyArray<Violation> => {
  const mask = Array.isArray(raw.updateMask) ? (raw.updateMask as unknown[]) : [];
  return mask.flatMap((path, i) =>
    allowed.includes(String(path))
      ? []
      : [
          {
            field: `update_mask[${i}]`,
            description: `must be one of ${allowed.join(", ")}; source, score, qualified and status are not updated`,
          },
        ],
  );
};

const decode = f.withRules(schema, rules);

/** An UpdateLead as what it sets, clears and leaves. */
export const readUpdate = (raw: never) => {
  const r = decode(raw);
  const masked = r.updateMask.length > 0 ? new Set(r.updateMask) : null;
  const fields: { -readonly [F in keyof Fields]?: string | null } = {};
  for (const [path, name] of Object.entries(maskable) as ReadonlyArray<[string, keyof Fields]>) {
    const value = r[name]?.trim() || null;
    if (masked ? masked.has(path) : value !== null) fields[name] = value;
  }
  const given = !masked || masked.has("properties") ? (r.properties as { [key: string]: Json }) : {};
  const unset = Object.keys(given).filter((key) => given[key] === null);
  const properties = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  if (Object.keys(fields).length === 0 && Object.keys(given).length === 0) throw invalidField("update_mask", "nothing to update");
  const { leadId, requestId, expectedVersion } = r;
  return { leadId, fields, properties, unset, requestId, expectedVersion };
};
