/** Draws the payment code of a letter. */
import { encodeQR } from 'qr';

/** ISO/IEC 18004 wants four empty modules on every side. */
const QUIET_MODULES = 4;

/**
 * A payment code (the text of `ladder/payment/epc.ts`) as an SVG drawing with its quiet zone: error level M, bytes in
 * UTF-8, one path, so that no seams show between modules.
 */
export function paymentCode(payload: string): string {
  const rows = encodeQR(payload, 'raw', { ecc: 'medium', encoding: 'byte', border: QUIET_MODULES });
  const path = rows.flatMap((row, y) => runsIn(row).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`)).join('');
  const size = rows.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path fill="#000000" d="${path}"/></svg>`;
}

/** Where dark modules stand side by side: the first, and how many. */
function runsIn(row: readonly boolean[]): [start: number, width: number][] {
  const runs: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = runs.at(-1);
    if (!dark) return;
    if (last && last[0] + last[1] === x) last[1]++;
    else runs.push([x, 1]);
  });
  return runs;
}
