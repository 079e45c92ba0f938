/** Fields by name; {} = a leaf, a list stands for its items, "any" is not looked into. */
export type CustomShape = { readonly [field: string]: CustomShape } | "any";

const leaf: CustomShape = {};
const fields = (...names: string[]): Record<string, CustomShape> => Object.fromEntries(names.map((name) => [name, leaf]));

/** The custom resources that are used, with those of their fields that are used: neither package knows them. */
export const customKinds: Readonly<Record<string, CustomShape>> = {
  // https://keda.sh/docs/latest/reference/scaledobject-spec
  "keda.sh/v1alpha1/ScaledObject": {
    scaleTargetRef: fields("apiVersion", "kind", "name", "envSourceContainerName"),
    ...fields("pollingInterval", "cooldownPeriod", "minReplicaCount", "maxReplicaCount"),
    triggers: {
      ...fields("type", "name", "metricType"),
      authenticationRef: fields("name", "kind"),
      metadata: fields(
        ...["connectionFromEnv", "query", "targetQueryValue", "activationTargetQueryValue"], // postgresql
        ...["natsServerMonitoringEndpoint", "account", "stream", "consumer", "lagThreshold", "activationLagThreshold", "useHttps"], // nats-jetstream
      ),
    },
  },
  // https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1
  "postgresql.cnpg.io/v1/Cluster": {
    ...fields("instances", "imageName", "enableSuperuserAccess"),
    superuserSecret: fields("name"),
    bootstrap: {
      initdb: fields("database", "owner", "encoding", "localeCType", "localeCollate", "dataChecksums"),
      recovery: fields("source"),
    },
    plugins: { ...fields("name", "isWALArchiver"), parameters: fields("barmanObjectName") },
    externalClusters: { ...fields("name"), plugin: { ...fields("name"), parameters: fields("barmanObjectName", "serverName") } },
    postgresql: { synchronous: fields("method", "number"), parameters: "any" },
    storage: fields("size", "storageClass"),
    walStorage: fields("size", "storageClass"),
    resources: { requests: fields("cpu", "memory"), limits: fields("cpu", "memory") },
    affinity: fields("topologyKey", "podAntiAffinityType", "enablePodAntiAffinity"),
  },
  "postgresql.cnpg.io/v1/ScheduledBackup": {
    ...fields("schedule", "immediate", "backupOwnerReference", "method"),
    cluster: fields("name"),
    pluginConfiguration: fields("name"),
  },
  // https://cloudnative-pg.io/plugin-barman-cloud/docs/plugin-barman-cloud.v1
  "barmancloud.cnpg.io/v1/ObjectStore": {
    ...fields("retentionPolicy"),
    configuration: {
      ...fields("destinationPath"),
      s3Credentials: { accessKeyId: fields("name", "key"), secretAccessKey: fields("name", "key") },
      wal: fields("compression", "encryption", "maxParallel"),
      data: fields("compression", "encryption", "immediateCheckpoint"),
    },
  },
};
