import type { Ladder } from '../../ladder/definition.ts';

/** Downloads a ladder as a file, which import reads. */
export async function downloadLadder(ladder: Ladder): Promise<void> {
  const { asFile } = await import('../document/file.ts');
  const url = URL.createObjectURL(new Blob([asFile(ladder)], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: `${ladder.id}.json` });
  link.click();
  URL.revokeObjectURL(url);
}
