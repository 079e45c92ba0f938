import { type ContentPolicySchema, ContentTypeSchema } from "@marketing/protos/content/v1/content_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { contentTypes } from "../content/version.ts";
import type { Policies } from "./state.ts";

export const policyMessages = (policies: Policies): ReadonlyArray<Outgoing<typeof ContentPolicySchema>> =>
  contentTypes.map((type) => ({ contentType: enumName(ContentTypeSchema, type), ...policies[type] }));
