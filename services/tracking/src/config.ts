import { serviceConfig } from "@marketing/shared/service/config";

/** Every environment variable of tracking: those all services share; the port where none is named is 50052. */
export const config = serviceConfig({ port: 50_052 });
