import { afterAll, afterEach, beforeAll } from 'vitest';
import { World } from './harness.ts';

/** Opens a world for the tests of this file, and closes it after them. */
export function useWorld(): World {
  const world = new World();
  beforeAll(() => world.open());
  afterEach(() => world.end());
  afterAll(() => world.close());
  return world;
}
