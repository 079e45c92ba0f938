type Environment = Readonly<Record<string, string | undefined>>;

/** What tells the platform's programs where a platform is, and what makes its services behave otherwise than by default. */
const ofSomePlatform =
  /^(MARKETING|GRPC|OTEL|PINECONE|EMBEDDING|JETSTREAM)_|^(WORKER_)?(DATABASE|DATABASE_ADMIN|REDIS|NATS)_URL$|^(PLATFORM_API_KEY|DIRECTORY_(KEY|ADDRESS|CA_FILE)|HEALTH_PORT|INSTANCE_ID)$/;

/**
 * An environment for the programs that tests start: it names no platform, and with an empty MARKETING_STACK they look for none either.
 * A checkout that was started (`npm start`) keeps a file of its addresses and keys; no test may depend on whether it is there.
 */
export const withoutPlatform = (environment: Environment = process.env): Record<string, string> => ({
  ...(Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => value !== undefined && !ofSomePlatform.test(name)),
  ) as Record<string, string>),
  MARKETING_STACK: "",
});

/** The same for this process and those that it starts. */
export const forgetPlatform = (): void => {
  const kept = withoutPlatform();
  for (const name of Object.keys(process.env)) if (!Object.hasOwn(kept, name)) delete process.env[name];
  Object.assign(process.env, kept);
};
