import { ExactNumber } from "@marketing/client/json";
import { isSalutation } from "@marketing/client/salutation";

type Json = Record<string, unknown>;

const snake = (key: string): string =>
  key
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[\s-]+/g, "_")
    .toLowerCase();

/** Segment's reserved trait names [segment.com/docs/connections/spec/identify] and what they are called here. */
const reserved = new Map(
  Object.entries({
    firstName: "first_name",
    lastName: "last_name",
    createdAt: "created_at",
    title: "job_title",
    phone: "phone",
    website: "website",
    birthday: "birthday",
  }),
);

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);

/** The e-mail address apart, the rest under this platform's trait names. Names Segment does not reserve are kept as they are. */
export const mapTraits = (given: Json): { email: string | null; traits: Json } => {
  const traits = new Map<string, unknown>();
  let email: string | null = null;
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === null || key === "id") continue;
    if (key === "email" && typeof value === "string") email = value.trim();
    else if (key === "company" && isObject(value)) {
      for (const [inner, held] of Object.entries(value)) {
        if (held === undefined || held === null) continue;
        traits.set(inner === "name" ? "company" : `company_${snake(inner)}`, held);
      }
    } else if (key === "title" && typeof value === "string" && isSalutation(value)) traits.set("salutation", value);
    else traits.set(reserved.get(key) ?? key, value);
  }
  const parts = [traits.get("first_name"), traits.get("last_name")].filter((part) => typeof part === "string" && part !== "");
  if (traits.get("name") === undefined && parts.length > 0) traits.set("name", parts.join(" "));
  return { email: email === "" ? null : email, traits: Object.fromEntries(traits) };
};

/** Traits of a group (an account) as traits of its member: group_id, and what the group says about itself under company. */
export const groupTraits = (groupId: string, given: Json): Json => ({
  group_id: groupId,
  ...mapTraits({ company: Object.fromEntries(Object.entries(given).filter(([key]) => key !== "email")) }).traits,
});
