import type { Tale } from '../tale.ts';
import { FAR } from './far.ts';
import { ORDINARY } from './ordinary.ts';
import { POST } from './post.ts';
import { TALKS } from './talks.ts';

/** The whole book. */
export const TALES: readonly Tale[] = [...ORDINARY, ...TALKS, ...POST, ...FAR];
