import { findProgram, run } from './programs.ts';

/** Debian's package manager, asked no questions. Throws an Error where it cannot install: not there, or not root. */
export async function aptGet(): Promise<{ update: () => Promise<void>; install: (name: string) => Promise<void> }> {
  const apt = await findProgram('apt-get');
  if (apt === null || process.getuid?.() !== 0) throw new Error('only root on Debian or Ubuntu can install it');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return {
    update: async () => void (await run(apt, ['update'], { env })),
    install: async (name) => void (await run(apt, ['install', '-y', '--no-install-recommends', name], { env })),
  };
}
