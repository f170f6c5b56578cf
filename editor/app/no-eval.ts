/** Pages may not evaluate text (`script-src` of the server), so zod is told not to try; it reads this when it is first loaded. */
(globalThis as { __zod_globalConfig?: { jitless: boolean } }).__zod_globalConfig = { jitless: true };
