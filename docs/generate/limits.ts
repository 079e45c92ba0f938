import type { Limit } from "@marketing/shared/grpc/limits";
import type { Method } from "@marketing/shared/grpc/method";
import type protobuf from "protobufjs";
import { type Contract, nameOf } from "./contracts.ts";

/** "lead_id" is "leadId" where it is read. */
export const readAs = (field: string): string => field.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The limits of every message that requests bring, by its full name and its fields' names in the contract. */
export type LimitsOfMessages = ReadonlyMap<string, ReadonlyMap<string, Limit>>;

/** What is inside of the lists and messages that a limit is of. */
const inner = (limit: Limit | undefined): Limit | undefined => (limit?.kind === "list" ? inner(limit.of) : limit);

export const limitsOfMessages = (contracts: ReadonlyArray<Contract>, methods: ReadonlyMap<string, Method>): LimitsOfMessages => {
  const found = new Map<string, Map<string, Limit>>();
  const walk = (message: protobuf.Type, limit: Limit | undefined): void => {
    if (limit?.kind !== "message") return;
    const fields = found.get(nameOf(message)) ?? new Map<string, Limit>();
    found.set(nameOf(message), fields);
    for (const field of message.fieldsArray) {
      const own = limit.fields[readAs(field.name)];
      if (own === undefined) continue;
      if (own.kind !== "message") fields.set(field.name, own);
      const { resolvedType } = field.resolve();
      if (resolvedType !== null && "fieldsArray" in resolvedType) walk(resolvedType, inner(own));
    }
  };
  for (const { services } of contracts)
    for (const service of services)
      for (const rpc of service.methodsArray) walk(rpc.resolvedRequestType!, methods.get(`${nameOf(service)}.${rpc.name}`)?.limit);
  return found;
};

const number = (n: number): string => n.toLocaleString("en-US");

/** "255 characters" */
export const shownLimit = (limit: Limit | undefined): string => {
  switch (limit?.kind) {
    case "text":
      return `${number(limit.characters)} characters`;
    case "json":
      return `${number(limit.bytes)} bytes as JSON`;
    case "map":
      return `${number(limit.entries)} entries, keys and values of ${number(limit.characters)} characters`;
    case "list": {
      const each = inner(limit.of)?.kind === "message" ? "" : shownLimit(limit.of);
      return `${number(limit.items)} items${each && ` of ${each}`}`;
    }
    default:
      return "";
  }
};
