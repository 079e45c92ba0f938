import { apiPage } from "./apiPage.ts";
import { asyncapiYaml } from "./asyncapi.ts";
import { readContracts } from "./contracts.ts";
import { eventsPage } from "./eventsPage.ts";
import { methodsByName } from "./platform.ts";
import { publicEvents } from "./publicEvents.ts";

/** Every generated file of docs/ by its name. */
export const documents = (): Readonly<Record<string, string>> => {
  const contracts = readContracts();
  const events = publicEvents(contracts);
  return {
    "events.md": eventsPage(events, contracts),
    "asyncapi.yaml": asyncapiYaml(events),
    "api.md": apiPage(contracts, methodsByName()),
  };
};
