import { OperationsService } from "@marketing/protos/operations/v1/operations_service";
import { implement } from "../grpc/rpc.ts";
import type { Implementation } from "../grpc/server.ts";
import type { OperationsContext } from "./context.ts";
import { deadLetterRpcs } from "./deadLetterRpcs.ts";
import { decisionRpcs } from "./decisionRpcs.ts";
import { logRpcs } from "./logRpcs.ts";
import { retentionRpcs } from "./retentionRpcs.ts";
import { statusRpcs } from "./statusRpcs.ts";
import { vectorRpcs } from "./vectorRpcs.ts";
import { viewRpcs } from "./viewRpcs.ts";

/** OperationsService over one service's log, views, vectors and bus. */
export const operations = (context: OperationsContext): Implementation =>
  implement(OperationsService, {
    ...statusRpcs(context),
    ...viewRpcs(context),
    ...decisionRpcs(context),
    ...deadLetterRpcs(context),
    ...logRpcs(context),
    ...vectorRpcs(context),
    ...retentionRpcs(context),
  });
