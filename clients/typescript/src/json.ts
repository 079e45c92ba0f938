import { ExactNumber, inDoubles, readJson, readJsonAsWritten } from "@marketing/shared/base/exactNumber";

// JSON whose numbers keep their digits: `properties` of events, and the data of events of the bus.
export { ExactNumber, inDoubles, readJson, readJsonAsWritten };
