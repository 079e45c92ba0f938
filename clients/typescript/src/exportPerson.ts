import type { MarketingClient } from "./client.ts";
import { readJson } from "./json.ts";
import { RpcError } from "./rpcError.ts";
import { type ServiceName, serviceNames } from "./serviceNames.ts";

/** How the person is named: one of the three. */
export type PersonReference = { readonly userId: string } | { readonly anonymousId: string } | { readonly email: string };

export interface PersonRecord {
  readonly service: ServiceName;
  /** "users", "events", "leads": what kind of record it is. */
  readonly section: string;
  /** A JSON object, its numbers in all their digits. */
  readonly record: string;
}

/** What the person is known by, as far as the records so far have told it. */
export interface KnownBy {
  /** User ids, those merged into the person among them, and lead ids. */
  readonly ids: Set<string>;
  /** Addresses, the caller's own ids, full names. */
  readonly names: Set<string>;
}

/** As many as ExportPerson takes. */
const most = { ids: 1_000, names: 100 };

// who the person is, comes before what names the person
const order: ReadonlyArray<ServiceName> = ["identity", "lead", ...serviceNames.filter((name) => name !== "identity" && name !== "lead")];

const words = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

/** Names of a person in one of their own records: a user's or a lead's row. */
const learn = (known: KnownBy, record: string): void => {
  const row = readJson(record) as Readonly<Record<string, unknown>>;
  const traits = (row.traits ?? row.properties ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof row.lead_id === "string") known.ids.add(row.lead_id);
  const whole = (of: Readonly<Record<string, unknown>>) =>
    [`${words(of.first_name)} ${words(of.last_name)}`, `${words(of.firstName)} ${words(of.lastName)}`].map((name) => name.trim());
  const all = [words(row.email), words(row.external_id), words(row.name), words(traits.name), ...whole(traits)];
  for (const name of all) if (name !== "" && name.length <= 500 && known.names.size < most.names) known.names.add(name);
};

const firstKnown = async (client: MarketingClient, person: PersonReference): Promise<KnownBy> => {
  const email = "email" in person ? [person.email.trim()] : [];
  try {
    const { user } = await client.identity.getUser(person);
    const ids = [user!.userId, ...user!.mergedUserIds].slice(0, most.ids);
    return { ids: new Set(ids), names: new Set(email) };
  } catch (error) {
    // somebody may be a lead alone
    if (error instanceof RpcError && error.reason === "USER_NOT_FOUND" && email.length > 0)
      return { ids: new Set(), names: new Set(email) };
    throw error;
  }
};

/**
 * Everything that the services' tables hold of a person, one record after the other, as the services find it. NOT_FOUND where identity knows nobody by
 * that reference; of an address it is asked whether there is a lead. `known` is told what the person goes by.
 */
export async function* exportPerson(
  client: MarketingClient,
  person: PersonReference,
  { signal, known: told }: { readonly signal?: AbortSignal; readonly known?: KnownBy } = {},
): AsyncGenerator<PersonRecord> {
  const first = await firstKnown(client, person);
  const known = told ?? { ids: new Set(), names: new Set() };
  for (const id of first.ids) known.ids.add(id);
  for (const name of first.names) known.names.add(name);
  for (const service of order) {
    const request = { ids: [...known.ids].slice(0, most.ids), names: [...known.names] };
    for await (const { section, record } of client.privacy(service).exportPerson(request, signal ? { signal } : {})) {
      if (section === "users" || section === "leads") learn(known, record);
      yield { service, section, record };
    }
  }
}
