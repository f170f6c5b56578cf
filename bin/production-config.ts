import { type Config, ConfigError, readConfig } from '../server/config.ts';

/** The settings of a server or worker that runs apart: both databases must be named. */
export function productionConfig(): Config & { databaseUrl: string; temporalAddress: string } {
  const config = readConfig(process.env);
  const { databaseUrl, temporalAddress } = config;
  if (databaseUrl === null || temporalAddress === null) {
    const missing = [databaseUrl ?? 'DATABASE_URL', temporalAddress ?? 'TEMPORAL_ADDRESS'].filter((name) =>
      /^[A-Z_]+$/.test(name),
    );
    throw new ConfigError(
      `Set ${missing.join(' and ')}; a server and a worker that run apart share them. For one machine, use npm start.`,
    );
  }
  return { ...config, databaseUrl, temporalAddress };
}
