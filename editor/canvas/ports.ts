/** Ways of the time axis as the ports by which commands name them. */
import type { EdgeRef, Port } from '../../ladder/edges.ts';
import type { Way } from '../time-axis/graph.ts';

/** The edge that a way is, for a command. */
export function edgeRefOf({ source, kind, label }: Way): EdgeRef {
  return { from: source, port: portOf(kind, label) };
}

function portOf(kind: Way['kind'], label: string | null): Port {
  switch (kind) {
    case 'answer':
      return `outcome:${label}`;
    case 'row':
      return `row:${Number(label) - 1}`;
    case 'approved':
      return 'next';
    default:
      return kind;
  }
}
