import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import {
  DirectoryService,
  type ReadChangesRequestSchema,
  type ReadChangesResponse,
} from "@marketing/protos/directory/v1/directory_service";
import { type KeyDirectory, keyRecord } from "../auth/keyDirectory.ts";
import { Code } from "../base/code.ts";
import { defaults } from "../base/defaults.ts";
import { RpcError } from "../base/errors.ts";
import { openUnaryClient, type UnaryClientOptions } from "../grpc/client.ts";

/** The directory of the service that keeps it. */
export interface DirectoryClient extends KeyDirectory {
  readChanges(request: MessageInitShape<typeof ReadChangesRequestSchema>): Promise<ReadChangesResponse>;
  close(): void;
}

const { readChanges, findApiKey, findTenant } = DirectoryService.method;
const { questionMs, readChangesMs } = defaults.auth;

const unlessNotFound = async <A, B>(question: Promise<A>, otherwise: B): Promise<A | B> => {
  try {
    return await question;
  } catch (error) {
    if (error instanceof RpcError && error.code === Code.NOT_FOUND) return otherwise;
    throw error;
  }
};

/** `service` names who asks, `key` is the platform's directory key. */
export const openDirectoryClient = ({
  service,
  key,
  ...options
}: Omit<UnaryClientOptions, "metadata"> & { readonly service: string; readonly key: string }): DirectoryClient => {
  const client = openUnaryClient({ ...options, metadata: { authorization: `Bearer ${key}`, "x-service-name": service } });
  return {
    async findKey(keyId) {
      const found = await unlessNotFound(client.call(findApiKey, { keyId }, questionMs), null);
      if (!found?.apiKey) return null;
      const { expiresAt, ...apiKey } = found.apiKey;
      return keyRecord({ ...apiKey, tenantBudget: found.tenantBudget, expiresAt: expiresAt ? timestampDate(expiresAt) : null });
    },
    hasTenant: async (tenantId) => (await unlessNotFound(client.call(findTenant, { tenantId }, questionMs), null)) !== null,
    readChanges: (request) => client.call(readChanges, request, readChangesMs),
    close: () => client.close(),
  };
};
