import { defineConfig } from 'vitest/config';

/**
 * Three projects, from fast to slow. `unit` needs nothing but Node; `store` runs the same tests on PGlite and on a
 * PostgreSQL server; `flow` drives real workflows on the time-skipping test server and on the Temporal dev server.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{ladder,workflows,activities,worker,store,server,servers,bin}/**/*.test.ts',
            'test/unit/**/*.test.ts',
          ],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'store',
          include: ['test/store/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'flow',
          include: ['test/flow/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 600_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
