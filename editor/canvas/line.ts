/** The path of a line between two nodes, with rounded corners and the arrow at its end. */
import type { Point } from '../time-axis/edges.ts';

const RADIUS_PX = 8;
const ARROW_PX = 5;

/** An SVG path through corners that are straight across or straight down from each other. */
export function linePath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first.x},${first.y}`;
  for (const [index, corner] of rest.entries()) {
    const before = points[index]!;
    const next = rest[index + 1];
    if (!next) {
      path += `L${corner.x},${corner.y}`;
      continue;
    }
    const radius = Math.min(RADIUS_PX, distance(before, corner) / 2, distance(corner, next) / 2);
    const into = toward(corner, before, radius);
    const out = toward(corner, next, radius);
    path += `L${into.x},${into.y}Q${corner.x},${corner.y} ${out.x},${out.y}`;
  }
  return path;
}

/** The head of the arrow at the end of a line; empty where the line has no length. */
export function arrowPath(points: readonly Point[]): string {
  const end = points.at(-1);
  const before = points.findLast((point) => end !== undefined && distance(point, end) > 0);
  if (!end || !before) return '';
  const [dx, dy] = [Math.sign(end.x - before.x) * ARROW_PX, Math.sign(end.y - before.y) * ARROW_PX];
  return `M${end.x - dx - dy},${end.y - dy - dx}L${end.x},${end.y}L${end.x - dx + dy},${end.y - dy + dx}`;
}

const distance = (a: Point, b: Point) => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

function toward(from: Point, to: Point, by: number): Point {
  return { x: from.x + Math.sign(to.x - from.x) * by, y: from.y + Math.sign(to.y - from.y) * by };
}
