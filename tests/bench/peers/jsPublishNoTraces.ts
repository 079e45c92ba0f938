import type { CreateContender } from "../contender.ts";
import { create as createPublisher } from "./jsPublish.ts";

/** js.publish without a stack trace a request. */
export const create: CreateContender = (stack, parameters) => createPublisher(stack, { ...parameters, noAsyncTraces: 1 });
