import { createClient, createRouterTransport } from "@connectrpc/connect";
import { LeadService } from "@marketing/protos/lead/v1/lead_service";
import { expect, test } from "vitest";
import { type Caller, callMetadata } from "./callMetadata.ts";

const names = ["authorization", "x-tenant-id", "x-service-name", "x-request-id"];

const heardOf = async (caller: Caller, headers: Record<string, string> = {}) => {
  let heard: Array<string | null> = [];
  const transport = createRouterTransport(
    ({ service }) =>
      service(LeadService, {
        getLead: (_, { requestHeader }) => {
          heard = names.map((name) => requestHeader.get(name));
          return {};
        },
      }),
    { transport: { interceptors: [callMetadata(caller)] } },
  );
  await createClient(LeadService, transport).getLead({}, { headers });
  return heard;
};

test("a call says who makes it, for which tenant, and where a service does, which", async () => {
  expect(await heardOf({ apiKey: "mk_key", tenantId: "t1" })).toEqual(["Bearer mk_key", "t1", null, null]);
  expect(await heardOf({ apiKey: "mk_key", serviceName: "lead" })).toEqual(["Bearer mk_key", null, "lead", null]);
  expect(await heardOf({ apiKey: "" })).toEqual([null, null, null, null]);
});

test("a call's own headers stay", async () => {
  const own = { "x-tenant-id": "t2", "x-request-id": "r7" };
  expect(await heardOf({ apiKey: "mk_key", tenantId: "t1" }, own)).toEqual(["Bearer mk_key", "t2", null, "r7"]);
});
