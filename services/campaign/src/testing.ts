import { codecOf } from "@marketing/shared/log/codec";
import { storedEvents } from "./service.ts";

/** What a log of this service is read and written with. */
export const campaignCodec = codecOf(storedEvents);
