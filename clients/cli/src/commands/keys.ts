import type { MarketingClient } from "@marketing/client";
import { listAll } from "@marketing/client/paging";
import { clockOf, isoOf, timestampOf } from "../api.ts";
import { actionOf, listOf, stringOf, timeOf, unitsOf, wholeOf } from "../args.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitCodes, usageError } from "../exitCodes.ts";
import { given } from "../given.ts";
import { type Listed, printList } from "./show.ts";

type Key = Awaited<ReturnType<MarketingClient["tenants"]["listApiKeys"]>>["apiKeys"][number];

const plain = (key: Key) => ({
  key_id: key.keyId,
  tenant_id: key.tenantId,
  name: key.name,
  scopes: key.scopes,
  rate_limit: key.rateLimit,
  created_at: isoOf(key.createdAt),
  expires_at: isoOf(key.expiresAt),
  revoked_at: isoOf(key.revokedAt),
});

const stateOf = (key: Key): string =>
  key.revokedAt !== undefined
    ? `revoked ${clockOf(key.revokedAt)}`
    : key.expiresAt !== undefined
      ? `until ${clockOf(key.expiresAt)}`
      : "in force";

const listed: Listed<Key> = {
  columns: [
    { title: "key" },
    { title: "name", max: 40 },
    { title: "scopes", max: 60 },
    { title: "units/h" },
    { title: "created (UTC)" },
    { title: "state" },
  ],
  row: (key) => [
    key.keyId,
    key.name,
    key.scopes.join(", "),
    key.rateLimit === 0 ? "unlimited" : String(key.rateLimit),
    clockOf(key.createdAt),
    stateOf(key),
  ],
  plain,
};

const run = async (context: CommandContext): Promise<number> => {
  const { values, positionals, out, connection } = context;
  const { tenants } = connection().client;
  const action = actionOf(keysCommand, positionals, ["list", "create", "limit", "revoke"] as const);
  if (action === "create") {
    const name = positionals[1] ?? stringOf(values, "name");
    if (name === undefined) throw usageError("keys create takes a NAME");
    const expires = timeOf(values, "expires");
    const answer = await tenants.createApiKey(
      given({
        name,
        scopes: listOf(values, "scope").length === 0 ? ["*"] : [...listOf(values, "scope")],
        rateLimit: wholeOf(values, "rate-limit", 0, 0, 2_000_000_000),
        expiresAt: timestampOf(expires),
      }),
    );
    const key = answer.apiKey!;
    out.object({ ...plain(key), secret: answer.secret });
    out.say(`key ${key.keyId} for ${key.scopes.join(", ")}. Shown this once:\n${answer.secret}`);
    return exitCodes.ok;
  }
  if (action === "limit") {
    const [, keyId, units] = positionals;
    if (keyId === undefined || units === undefined) throw usageError("keys limit takes a KEY_ID and UNITS an hour, or unlimited");
    const rateLimit = unitsOf("UNITS", units);
    const { apiKey } = await tenants.setApiKeyLimit({ keyId, rateLimit });
    out.object(plain(apiKey!));
    out.say(`key ${keyId} has ${rateLimit === 0 ? "no limit" : `${rateLimit} units an hour`}, in every service within seconds`);
    return exitCodes.ok;
  }
  if (action === "revoke") {
    const keyId = positionals[1];
    if (keyId === undefined) throw usageError("keys revoke takes a KEY_ID; 'marketing keys list' shows them");
    const { apiKey } = await tenants.revokeApiKey({ keyId });
    out.object(plain(apiKey!));
    out.say(`key ${keyId} is revoked: no service takes it any more, within seconds`);
    return exitCodes.ok;
  }
  await printList(context, listed, listAll(tenants.listApiKeys, {}, "apiKeys"));
  return exitCodes.ok;
};

export const keysCommand: Command = {
  name: "keys",
  usage: [
    "keys list",
    "keys create NAME [--scope SCOPE]… [--rate-limit UNITS] [--expires TIME]",
    "keys limit KEY_ID UNITS|unlimited",
    "keys revoke KEY_ID",
  ],
  options: {
    name: { type: "string", value: "NAME", help: "of the new key; no other key in force has it" },
    scope: { type: "string", value: "SCOPE", multiple: true, help: "what it may do, as tracking:write; may be repeated (default *)" },
    "rate-limit": {
      type: "string",
      value: "UNITS",
      help: "units an hour: one a call, and one an event of a batch or stream (default: unlimited)",
    },
    expires: { type: "string", value: "TIME", help: "when it ends by itself (default: never)" },
  },
  run,
};
