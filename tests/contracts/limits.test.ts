import { RpcError } from "@marketing/shared/base/errors";
import type { Limit } from "@marketing/shared/grpc/limits";
import type protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { nameOf, readContracts } from "../../docs/generate/contracts.ts";
import { readAs } from "../../docs/generate/limits.ts";
import { methodsByName } from "../../docs/generate/platform.ts";

const methods = methodsByName();
const rpcs = readContracts()
  .flatMap(({ services }) => services.flatMap((service) => service.methodsArray))
  .map((rpc) => ({ name: `${nameOf(rpc.parent!)}.${rpc.name}`, request: rpc.resolvedRequestType! }));

const structName = "google.protobuf.Struct";
const messageOf = (field: protobuf.Field): protobuf.Type | null => {
  const { resolvedType } = field.resolve();
  return resolvedType !== null && "fieldsArray" in resolvedType && nameOf(resolvedType).startsWith("marketing.") ? resolvedType : null;
};
/** Whether a field can bring more than one value of fixed size. */
const isOpen = (field: protobuf.Field): boolean =>
  field.repeated ||
  field.map ||
  ["string", "bytes"].includes(field.type) ||
  (field.resolvedType !== null && nameOf(field.resolvedType!) === structName);

/** A field somewhere in a request, and what is the matter with its limit. */
interface Found {
  readonly path: string;
  readonly limit: Limit | undefined;
  readonly comment: string;
  /** The request with `value` in this field and nothing else. */
  readonly around: (value: unknown) => object;
}

/** Every field of a request that can bring more, those inside of its messages too; nested ones of a message in itself once. */
const openFields = (
  message: protobuf.Type,
  limit: Limit | undefined,
  path: string,
  around: Found["around"],
  above: ReadonlyArray<protobuf.Type>,
): Found[] =>
  message.fieldsArray.flatMap((field): Found[] => {
    const name = readAs(field.name);
    const own = limit?.kind === "message" ? limit.fields[name] : undefined;
    const place = `${path}${field.name}`;
    const comment = field.comment ?? "";
    const withIt = (value: unknown): object => around({ ...zeroOf(message), [name]: value });
    const here: Found[] = isOpen(field.resolve()) ? [{ path: place, limit: own, comment, around: withIt }] : [];
    const inside = messageOf(field);
    if (inside !== null && !above.includes(inside)) {
      const [of, at, wrapped]: [Limit | undefined, string, Found["around"]] = field.repeated
        ? [own?.kind === "list" ? own.of : undefined, `${place}[0].`, (value) => withIt([value, value])]
        : [own, `${place}.`, withIt];
      return [...here, ...openFields(inside, of, at, wrapped, [...above, inside])];
    }
    if (field.repeated && own?.kind === "list" && field.type === "string")
      return [...here, { path: `${place}[0]`, limit: own.of, comment, around: (value) => withIt([value, value]) }];
    return here;
  });

/** A message as the proto loader hands it over when nothing of it was set. */
const zeroOf = (message: protobuf.Type): Record<string, unknown> =>
  Object.fromEntries(
    message.fieldsArray
      .filter((field) => field.partOf === null)
      .map((field) => {
        field.resolve();
        return [
          readAs(field.name),
          field.repeated
            ? []
            : field.map
              ? {}
              : field.resolvedType && "fieldsArray" in field.resolvedType
                ? null
                : field.type === "string"
                  ? ""
                  : field.type === "bool"
                    ? false
                    : 0,
        ];
      }),
  );

/** Something that is just over its limit. */
/** As the loader gives an unset field. */
const unset = (limit: Limit | undefined): unknown => {
  if (limit?.kind === "text") return "";
  if (limit?.kind === "list") return [];
  return limit?.kind === "message" ? Object.fromEntries(Object.entries(limit.fields).map(([name, of]) => [name, unset(of)])) : null;
};

const tooMuch = (limit: Limit): unknown => {
  switch (limit.kind) {
    case "text":
      return "x".repeat(limit.characters + 1);
    case "json":
      return { fields: { x: { kind: "stringValue", stringValue: "x".repeat(limit.bytes) } } };
    case "list":
      return new Array(limit.items + 1).fill(limit.of?.kind === "message" ? unset(limit.of) : "x");
    case "map":
      return Object.fromEntries(Array.from({ length: limit.entries + 1 }, (_, i) => [`k${i}`, ""]));
    default:
      throw new TypeError(`no limit is a ${limit.kind}`);
  }
};

const sizeOf = (limit: Limit | undefined): number => (limit?.kind === "text" ? limit.characters : limit?.kind === "json" ? limit.bytes : 0);

/** "32,768 bytes", "32 KB", "5 MiB" */
const isSaid = (size: number, comment: string): boolean =>
  [size.toLocaleString("en-US"), `${size / 1024} K`, `${size / 1024 / 1024} M`].some((said) => comment.includes(said));

const violationsOf = (decode: (raw: unknown) => unknown, raw: object): ReadonlyArray<string> => {
  try {
    decode(raw);
    return [];
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    return error.violations.map(({ field }) => field);
  }
};

/** The events of a batch are refused one by one, when they are tracked: services/tracking/src/event/commands.int.test.ts. */
const refusedAlone = /^marketing\.tracking\.v1\.TrackingService\.(TrackEvents|TrackStream)\.events\[0\]|TrackEvent\.event\./;

describe.each(rpcs)("$name", ({ name, request }) => {
  const { limit, decode } = methods.get(name)!;
  const found = openFields(request, limit, "", (value) => value as object, [request]);

  it("has a limit for everything that its request can bring", () => {
    expect(found.filter((one) => one.limit === undefined).map(({ path }) => path)).toEqual([]);
  });

  it("says beside the field what is more than a name or an id has", () => {
    expect(found.filter((one) => sizeOf(one.limit) > 255 && !isSaid(sizeOf(one.limit), one.comment)).map(({ path }) => path)).toEqual([]);
  });

  it("refuses what is over the limit, by its path", () => {
    const attacked = found.filter((one) => one.limit !== undefined && !refusedAlone.test(`${name}.${one.path}`));
    const missed = attacked.filter(
      ({ path, limit, around }) => !violationsOf(decode, around(tooMuch(limit!))).some((field) => field.startsWith(path)),
    );
    expect(missed.map(({ path }) => path)).toEqual([]);
  });
});
