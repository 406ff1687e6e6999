import { BoxIndex } from './box-index.js';
import { findWay, type Found } from './find-way.js';
import { centerOf, grown, isUpright, runsThrough, segmentsOf, type Box, type Point, type Side } from './geometry.js';
import { Lanes } from './lanes.js';
import { Obstacles } from './obstacles.js';
import { portsOn, type End } from './ports.js';
import { selfLoop } from './self-loop.js';
import { sidePairs, type SidePair } from './sides.js';
import type { Family } from './family.js';

/** A line to draw between two boxes. */
export interface Line {
  readonly id: string;
  readonly source: string;
  readonly target: string;
}

export interface Route {
  readonly points: readonly Point[];
  readonly sides: SidePair;
}

const NO_LANES = new Lanes();
const REACH = 160;

/**
 * Draws lines around boxes and keeps them: after a change only lines that it touches are drawn anew, so that dragging costs what is
 * dragged. A route is the same object while it did not change.
 */
export class Router {
  private boxes: ReadonlyMap<string, Box> = new Map();
  private lines: ReadonlyMap<string, Line> = new Map();
  private readonly index = new BoxIndex();
  private lanes = new Lanes();
  private family: Family | null = null;
  private sides = new Map<string, SidePair>();
  private ports = new Map<string, readonly [Point, Point]>();
  private routes = new Map<string, Route>();

  /** Routes of all lines whose ends are there. */
  update(boxes: ReadonlyMap<string, Box>, lines: readonly Line[], family: Family): ReadonlyMap<string, Route> {
    const changed = this.takeBoxes(boxes);
    const isOther = family !== this.family;
    this.family = family;
    const next = new Map(lines.filter((line) => boxes.has(line.source) && boxes.has(line.target)).map((line) => [line.id, line]));
    const touched = this.touchedLines(next, changed, isOther);
    this.lines = next;
    for (const id of this.routes.keys()) if (!next.has(id)) this.forget(id);
    if (touched.size > 0 || isOther) this.draw(touched);
    return this.routes;
  }

  private takeBoxes(boxes: ReadonlyMap<string, Box>): ReadonlySet<string> {
    const changed = new Set<string>();
    for (const [id, box] of boxes) {
      const old = this.boxes.get(id);
      if (old && old.x === box.x && old.y === box.y && old.width === box.width && old.height === box.height) continue;
      this.index.set(id, box);
      changed.add(id);
    }
    for (const id of this.boxes.keys()) if (!boxes.has(id)) this.index.delete(id);
    this.boxes = boxes;
    return changed;
  }

  private touchedLines(next: ReadonlyMap<string, Line>, changed: ReadonlySet<string>, isOther: boolean): Set<string> {
    const moved = [...changed].flatMap((id) => this.boxes.get(id) ?? []).map((box) => grown(box, 6));
    const touched = new Set<string>();
    for (const [id, line] of next) {
      const old = this.lines.get(id);
      const isNew = isOther || !old || old.source !== line.source || old.target !== line.target || !this.routes.has(id);
      if (isNew || changed.has(line.source) || changed.has(line.target) || (moved.length <= 40 && this.isCrossed(id, moved))) touched.add(id);
    }
    return touched;
  }

  private isCrossed(id: string, moved: readonly Box[]): boolean {
    const points = this.routes.get(id)?.points ?? [];
    for (let n = 1; n < points.length; n++) {
      const segment = { a: points[n - 1] as Point, b: points[n] as Point };
      if (moved.some((box) => runsThrough(segment, box))) return true;
    }
    return false;
  }

  private forget(id: string): void {
    this.routes.delete(id);
    this.sides.delete(id);
    this.ports.delete(id);
    this.lanes.delete(id);
  }

  private draw(touched: ReadonlySet<string>): void {
    for (const id of touched) {
      this.lanes.delete(id);
      const line = this.lines.get(id) as Line;
      if (line.source !== line.target) this.sides.set(id, this.chooseSides(line));
    }
    const moved = this.placePorts(touched);
    for (const id of [...this.lines.keys()].filter((one) => touched.has(one) || moved.has(one))) {
      const line = this.lines.get(id) as Line;
      this.lanes.delete(id);
      const route = line.source === line.target ? this.loop(line) : this.route(line);
      this.routes.set(id, route);
      this.lanes.add(id, segmentsOf(route.points).filter(isLong));
    }
  }

  /** The first natural pair of sides whose line is free, else the cheapest. */
  private chooseSides(line: Line): SidePair {
    const [source, target] = [this.boxes.get(line.source) as Box, this.boxes.get(line.target) as Box];
    const pairs = sidePairs(source, target, this.holds(line));
    const [first] = pairs;
    if (first !== undefined && pairs.length === 1) return first;
    const obstacles = this.obstaclesOf(line, source, target);
    let best: { readonly pair: SidePair; readonly found: Found } | null = null;
    for (const pair of pairs) {
      const ends = [portOf(source, pair[0], target, pair[1]), portOf(target, pair[1], source, pair[0])] as const;
      const found = findWay({ point: ends[0], side: pair[0] }, { point: ends[1], side: pair[1] }, obstacles, NO_LANES, true);
      if (!found.isBlocked) return pair;
      if (best === null || found.cost < best.found.cost) best = { pair, found };
    }
    return best?.pair ?? ['right', 'left'];
  }

  /** Places all ends anew at the states that the touched lines end at; answers the lines whose ends moved. */
  private placePorts(touched: ReadonlySet<string>): ReadonlySet<string> {
    const nodes = new Set<string>();
    for (const id of touched) {
      const line = this.lines.get(id) as Line;
      nodes.add(line.source).add(line.target);
    }
    const involved = [...this.lines.values()].filter((line) => line.source !== line.target && (nodes.has(line.source) || nodes.has(line.target)));
    const points = this.pointsAt(nodes, involved);
    this.straighten(points, nodes, involved);
    const moved = new Set<string>();
    for (const { id } of involved) {
      const [start, end] = [points.get(`s${id}`), points.get(`t${id}`)];
      if (!start || !end) continue;
      const old = this.ports.get(id);
      if (old && isAt(old[0], start) && isAt(old[1], end)) continue;
      this.ports.set(id, [start, end]);
      moved.add(id);
    }
    return moved;
  }

  /** Fresh ends at these states; the other ends of their lines as they were. */
  private pointsAt(nodes: ReadonlySet<string>, involved: readonly Line[]): Map<string, Point> {
    const groups = new Map<string, { readonly node: string; readonly side: Side; readonly ends: End[] }>();
    const points = new Map<string, Point>();
    for (const { id, source, target } of involved) {
      const pair = this.sides.get(id);
      const old = this.ports.get(id);
      if (!pair) continue;
      const [from, to] = [this.boxes.get(source) as Box, this.boxes.get(target) as Box];
      if (nodes.has(source)) put(groups, { edge: `s${id}`, node: source, side: pair[0], other: to, otherSide: pair[1] });
      else if (old) points.set(`s${id}`, old[0]);
      if (nodes.has(target)) put(groups, { edge: `t${id}`, node: target, side: pair[1], other: from, otherSide: pair[0] });
      else if (old) points.set(`t${id}`, old[1]);
    }
    for (const { node, side, ends } of groups.values()) for (const [edge, point] of portsOn(this.boxes.get(node) as Box, side, ends)) points.set(edge, point);
    return points;
  }

  /** Facing ends that almost meet are moved onto one line, where no other end is in the way. */
  private straighten(points: Map<string, Point>, nodes: ReadonlySet<string>, involved: readonly Line[]): void {
    const taken = new Map<string, number[]>();
    const place = (id: string, point: Point): void => void taken.set(id, [...(taken.get(id) ?? []), point.x + point.y]);
    const keys = (line: Line, pair: SidePair) => [`${pair[0]} ${line.source}`, `${pair[1]} ${line.target}`] as const;
    const facing = involved.flatMap((line) => {
      const pair = this.sides.get(line.id);
      const [start, end] = [points.get(`s${line.id}`), points.get(`t${line.id}`)];
      if (!pair || !start || !end) return [];
      const [from, to] = keys(line, pair);
      place(from, start);
      place(to, end);
      return isUpright(pair[0]) === isUpright(pair[1]) && pair[0] !== pair[1] ? [{ line, pair, start, end, from, to }] : [];
    });
    for (const { line, pair, start, end, from, to } of facing) {
      const isLevel = isUpright(pair[0]);
      const off = isLevel ? end.y - start.y : end.x - start.x;
      if (off === 0 || Math.abs(off) > ALMOST) continue;
      const atStart = isLevel ? { x: end.x, y: start.y } : { x: start.x, y: end.y };
      const atEnd = isLevel ? { x: start.x, y: end.y } : { x: end.x, y: start.y };
      const moves = [
        { key: to, end: `t${line.id}`, node: line.target, old: end, next: atStart },
        { key: from, end: `s${line.id}`, node: line.source, old: start, next: atEnd },
      ].filter(({ node }) => nodes.has(node));
      const move = GAPS.flatMap((gap) => moves.filter(({ key, old, next }) => isFree(taken.get(key), old, next, gap)))[0];
      if (!move) continue;
      points.set(move.end, move.next);
      taken.set(
        move.key,
        (taken.get(move.key) ?? []).map((place) => (place === move.old.x + move.old.y ? move.next.x + move.next.y : place)),
      );
    }
  }

  private route(line: Line): Route {
    const sides = this.sides.get(line.id) as SidePair;
    const [start, end] = this.ports.get(line.id) as readonly [Point, Point];
    const holds = this.holds(line);
    const obstacles = this.obstaclesOf(line, this.boxes.get(line.source) as Box, this.boxes.get(line.target) as Box);
    const [from, to] = inward(sides, holds);
    const { points } = findWay({ point: start, side: from }, { point: end, side: to }, obstacles, this.lanes);
    return { points, sides };
  }

  private loop(line: Line): Route {
    const nth = [...this.lines.values()].filter(({ source, target }) => source === line.source && target === line.source).findIndex(({ id }) => id === line.id);
    return { points: selfLoop(this.boxes.get(line.source) as Box, nth), sides: ['right', 'top'] };
  }

  private holds({ source, target }: Line): 'source' | 'target' | null {
    if (this.family?.isWithin(target, source)) return 'source';
    return this.family?.isWithin(source, target) ? 'target' : null;
  }

  private obstaclesOf({ source, target }: Line, one: Box, other: Box): Obstacles {
    const family = this.family as Family;
    const left = Math.min(one.x, other.x);
    const top = Math.min(one.y, other.y);
    const area = {
      x: left,
      y: top,
      width: Math.max(one.x + one.width, other.x + other.width) - left,
      height: Math.max(one.y + one.height, other.y + other.height) - top,
    };
    const boxes: Box[] = [];
    for (const id of this.index.near(grown(area, REACH))) if (family.isInTheWay(id, source, target)) boxes.push(this.boxes.get(id) as Box);
    if (!family.isWithin(target, source)) boxes.push(one);
    if (!family.isWithin(source, target)) boxes.push(other);
    return new Obstacles(boxes);
  }
}

const ALMOST = 16;
/** Room to the next end that is wished for, and that is enough. */
const GAPS = [20, 8];

/** Whether an end may move along its side without coming nearer than this to another. */
function isFree(taken: readonly number[] | undefined, from: Point, to: Point, gap: number): boolean {
  const [own, next] = [from.x + from.y, to.x + to.y];
  return (taken ?? []).every((place) => place === own || Math.abs(place - next) >= gap);
}

const isAt = (a: Point, b: Point): boolean => a.x === b.x && a.y === b.y;
const isLong = ({ a, b }: { readonly a: Point; readonly b: Point }): boolean => Math.abs(a.x - b.x) + Math.abs(a.y - b.y) > 8;

/** A line into or out of what lies around its other end begins or ends on the inner face of that side. */
function inward([from, to]: SidePair, holds: 'source' | 'target' | null): SidePair {
  if (holds === 'source') return ['right', to];
  return holds === 'target' ? [from, 'left'] : [from, to];
}

function put(groups: Map<string, { readonly node: string; readonly side: Side; readonly ends: End[] }>, end: End): void {
  const key = `${end.side} ${end.node}`;
  const group = groups.get(key);
  if (group) group.ends.push(end);
  else groups.set(key, { node: end.node, side: end.side, ends: [end] });
}

function portOf(box: Box, side: Side, other: Box, otherSide: Side): Point {
  return portsOn(box, side, [{ edge: '', node: '', side, other, otherSide }]).get('') ?? (isUpright(side) ? centerOf(box) : centerOf(box));
}
