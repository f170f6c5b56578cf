import { defineConfig } from 'vitest/config';
import { PROPERTY_SEED } from './test/support/seed-variable.ts';

/** A run that was given no seed draws one, and says which: `docs/testing.md`. */
if (!process.env[PROPERTY_SEED]) {
  process.env[PROPERTY_SEED] = String(Math.floor(Math.random() * 1_000_000));
  console.error(`Cases of properties: ${PROPERTY_SEED}=${process.env[PROPERTY_SEED]}`);
}

const PROPERTIES = ['test/support/property-seed.ts'];

/**
 * From fast to slow. `unit`, `properties` (the machines over generated cases), `api` and `cli` need nothing but Node; `store`
 * runs the same tests on PGlite and on a PostgreSQL server; `flow` drives real workflows on the time-skipping test server and on the Temporal dev server;
 * `browser` opens the editor of the whole product;
 * `chaos` lets everything break under the real programs, and comes last, with the machine to itself.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: PROPERTIES,
          include: [
            '{ladder,workflows,activities,worker,store,server,servers,bin,editor}/**/*.test.ts',
            'test/unit/*.test.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'properties',
          setupFiles: PROPERTIES,
          include: ['test/unit/*/*.test.ts'],
          testTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'api',
          include: ['test/api/**/*.test.ts'],
          // A worker's files share one PGlite: it takes seconds to start.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'cli',
          setupFiles: PROPERTIES,
          include: ['test/cli/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'store',
          setupFiles: PROPERTIES,
          include: ['test/store/**/*.test.ts'],
          globalSetup: ['test/support/postgres-setup.ts'],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'flow',
          include: ['test/flow/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 600_000,
          maxWorkers: 1,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          maxWorkers: 1,
        },
      },
      {
        test: {
          name: 'chaos',
          include: ['test/chaos/**/*.test.ts'],
          testTimeout: 600_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
