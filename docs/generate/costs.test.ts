import { expect, it } from "vitest";
import { nameOf, readContracts } from "./contracts.ts";
import { methodsByName } from "./platform.ts";

// Limits count what costs: what carries many has a cost, or stands here with the reason why it has none.

/** By the request's field: what is many in it makes one thing. */
const oneThing: Readonly<Record<string, string>> = {
  creatives: "one version of an ad campaign",
  mapping: "how the rows of a file are read",
  factors: "one score",
  steps: "one funnel",
  values: "one scoring rule",
};
const spentByHand = ["marketing.lead.v1.LeadService.ImportLeads", "marketing.campaign.v1.AdCampaignService.ImportPerformanceReport"];

it("every RPC of a tenant that takes many has a cost", () => {
  const methods = methodsByName();
  const many = readContracts()
    .flatMap(({ services }) => services.flatMap((service) => service.methodsArray))
    .flatMap((rpc) => {
      const name = `${nameOf(rpc.parent!)}.${rpc.name}`;
      const fields = rpc.resolvedRequestType!.fieldsArray;
      // things, and ids of things that are asked for; ids that an answer is limited to are a filter
      const things = fields.filter(
        (f) => f.repeated && (f.resolvedType !== null ? !("values" in f.resolvedType) : /^BatchGet/.test(rpc.name)),
      );
      return rpc.requestStream || things.some((f) => !(f.name in oneThing)) || fields.some((f) => f.name === "csv")
        ? [{ name, method: methods.get(name)! }]
        : [];
    });
  const without = many.filter(({ name, method }) => method.cost === null && !spentByHand.includes(name)).map(({ name }) => name);
  expect(without).toEqual([]);
  expect(many.map(({ name }) => name.split(".").at(-1)).sort()).toEqual([
    "AddSuppressions",
    "BatchGetUsers",
    "CheckAddressable",
    "ImportLeads",
    "ImportPerformanceReport",
    "SetConsent",
    "TrackEvents",
    "TrackStream",
  ]);
});
