import type { ChartModel, StayCount } from './model.js';
import { parentOf } from './histories.js';

/** How stays in one state end, for one segment: chance of each place by bin, open stays taken into account (Kaplan and Meier 1958; Aalen and Johansen 1978). */
export interface Curve {
  /** Running sum of the chances, place by place within bin by bin: (bin * places + place). */
  readonly cumulative: Float64Array;
  /** The last of them. */
  readonly sum: number;
  /** Where to look: for every 256th of the last sum the first place in `cumulative` above it (Chen and Asau 1974). */
  readonly guide: Int32Array;
  /** Chance of staying beyond all that was seen, and where it then goes, by place. */
  readonly tail: number;
  readonly tailTo: Float64Array;
  /**
   * Chance a bin to leave, for stays that have outlasted all that ended: one over a mean stay and all the bins that others were seen to wait there in vain.
   * So where many wait for ever, one more is not taken to be about to end.
   */
  readonly tailRate: number;
  /** Stays of the segment itself. */
  readonly own: number;
}

/** All curves of a segment by state, and what follows from them: the chance to win and the time left on entering each place. */
export interface SegmentCurves {
  readonly curves: readonly Curve[];
  /** By place: states, then outcomes (1 for the win, else 0). */
  readonly winOnEntry: Float64Array;
  /** By place, in bins; 0 for outcomes. */
  readonly binsOnEntry: Float64Array;
}

export type ChartCurves = ReadonlyMap<string, SegmentCurves>;

/** Curves of every segment. Each state's stays are the segment's own plus those of the segment above, scaled to the weight of the prior. */
export function curvesOf(model: ChartModel): ChartCurves {
  const places = model.states.length + model.outcomes.length;
  const tables = new Map<string, Float64Array[]>();
  const result = new Map<string, SegmentCurves>();
  const endedTotal = model.ended.reduce((a, b) => a + b, 0);
  const endShare = Float64Array.from({ length: places }, (_, place) =>
    place < model.states.length ? 0 : (model.ended[place - model.states.length] as number) / endedTotal,
  );
  for (const { segment, counts } of model.segments) {
    const parent = parentOf(segment);
    const own = tablesOf(counts, model, places);
    const above = parent === null ? undefined : tables.get(parent);
    const mixed = own.map((table, state) => (above ? leaningOn(table, above[state] as Float64Array, model.prior) : table));
    tables.set(segment, mixed);
    const curves = mixed.map((table, state) => curveOf(table, { places, bins: model.bins, own: total(own[state] as Float64Array), endShare }));
    result.set(segment, absorb(curves, model));
  }
  return result;
}

/** The curves of the segment, or of the nearest one above that is known. */
export function curvesFor(curves: ChartCurves, segment: string): SegmentCurves {
  for (let at: string | null = segment; at !== null; at = parentOf(at)) {
    const found = curves.get(at);
    if (found) return found;
  }
  return curves.get('') as SegmentCurves;
}

/** One table a state: bin by bin, the places and last the stays that were still open. */
function tablesOf(counts: readonly StayCount[], { states, bins }: ChartModel, places: number): Float64Array[] {
  const tables = states.map(() => new Float64Array(bins * (places + 1)));
  for (const [state, to, bin, count] of counts) (tables[state] as Float64Array)[Math.min(bin, bins - 1) * (places + 1) + (to < 0 ? places : to)]! += count;
  return tables;
}

const total = (table: Float64Array): number => table.reduce((a, b) => a + b, 0);

function leaningOn(own: Float64Array, above: Float64Array, prior: number): Float64Array {
  const weight = total(above);
  return weight > 0 ? own.map((count, i) => count + ((above[i] as number) * prior) / weight) : own;
}

interface CurveWish {
  readonly places: number;
  readonly bins: number;
  readonly own: number;
  readonly endShare: Float64Array;
}

function curveOf(table: Float64Array, { places, bins, own, endShare }: CurveWish): Curve {
  const cumulative = new Float64Array(bins * places);
  const byPlace = new Float64Array(places);
  let [atRisk, staying, ended, binSum, events, waited] = [total(table), 1, 0, 0, 0, 0];
  for (let bin = 0; bin < bins; bin += 1) {
    const row = bin * (places + 1);
    let [leaving, chance] = [0, 0];
    for (let place = 0; place < places; place += 1) {
      const count = table[row + place] as number;
      const mass = atRisk > 1e-12 ? (staying * count) / atRisk : 0;
      leaving += count;
      chance += mass;
      byPlace[place]! += count;
      cumulative[bin * places + place] = ended + chance;
    }
    ended += chance;
    staying = Math.max(0, staying - chance);
    events += leaving;
    binSum += leaving * bin;
    waited = leaving > 0 ? 0 : waited + Math.max(0, atRisk);
    atRisk -= leaving + (table[row + places] as number);
  }
  const tailTo = events > 0 ? byPlace.map((count) => count / events) : endShare;
  return {
    cumulative,
    sum: cumulative.at(-1) ?? 0,
    guide: guideOf(cumulative),
    tail: Math.max(0, 1 - ended),
    tailTo,
    tailRate: 1 / (waited + (events > 0 ? Math.max(binSum / events, 1) : 1)),
    own,
  };
}

const GUIDES = 256;

function guideOf(ascending: Float64Array): Int32Array {
  const guide = new Int32Array(GUIDES + 1);
  const last = ascending.at(-1) ?? 0;
  for (let at = 0, k = 0; k <= GUIDES; k += 1) {
    while (at < ascending.length - 1 && (ascending[at] as number) <= (k / GUIDES) * last) at += 1;
    guide[k] = at;
  }
  return guide;
}

/** The first place of the running sum, from `from` on, that is above the value; the last where none is. */
export function firstAbove({ cumulative, sum, guide }: Curve, value: number, from: number): number {
  const k = Math.floor((value / sum) * GUIDES);
  // One step wider on both sides: the division rounds.
  let low = Math.max(from, guide[Math.max(0, Math.min(k - 1, GUIDES))] as number);
  let high = Math.max(low, guide[Math.max(0, Math.min(k + 2, GUIDES))] as number);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * What is to come of a stay that has lasted `from` bins: chance of each place, and the mean of the bins left in this state. The chances fall short
 * of 1 by that of waiting there for as long again as anybody was ever seen to: such a run is stuck, and counts as not won.
 */
export function ahead(curve: Curve, from: number): { readonly to: Float64Array; readonly bins: number } {
  const places = curve.tailTo.length;
  const range = curve.cumulative.length / places;
  const start = Math.min(from, range) * places;
  const before = start === 0 ? 0 : (curve.cumulative[start - 1] as number);
  const seen = curve.sum - before;
  const isBeyond = seen < 1e-9;
  const tail = isBeyond ? 1 : curve.tail / (seen + curve.tail);
  const leaves = 1 - Math.exp(-curve.tailRate * range);
  const to = curve.tailTo.map((share) => share * tail * leaves);
  let bins = tail * ((isBeyond ? 0 : range - from) + leaves / curve.tailRate);
  if (isBeyond) return { to, bins };
  let previous = before;
  for (let i = start; i < curve.cumulative.length; i += 1) {
    const chance = ((curve.cumulative[i] as number) - previous) / (seen + curve.tail);
    previous = curve.cumulative[i] as number;
    to[i % places]! += chance;
    bins += chance * (Math.floor(i / places) - from);
  }
  return { to, bins };
}

/** Solves the chances of absorption by going on until they no longer change; what never ends counts as not won. */
function absorb(curves: readonly Curve[], { states, outcomes, win }: ChartModel): SegmentCurves {
  const winOnEntry = new Float64Array(states.length + outcomes.length);
  const binsOnEntry = new Float64Array(winOnEntry.length);
  winOnEntry[states.length + outcomes.indexOf(win)] = 1;
  const onEntry = curves.map((curve) => ahead(curve, 0));
  for (let round = 0; round < 10_000; round += 1) {
    let change = 0;
    for (const [state, { to, bins }] of onEntry.entries()) {
      const chance = weighted(to, winOnEntry);
      const left = bins + weighted(to, binsOnEntry);
      change = Math.max(change, Math.abs(chance - (winOnEntry[state] as number)), Math.abs(left - (binsOnEntry[state] as number)) / (1 + left));
      winOnEntry[state] = chance;
      binsOnEntry[state] = left;
    }
    if (change < 1e-12) break;
  }
  return { curves, winOnEntry, binsOnEntry };
}

export const weighted = (to: Float64Array, values: Float64Array): number => to.reduce((sum, chance, place) => sum + chance * (values[place] as number), 0);
