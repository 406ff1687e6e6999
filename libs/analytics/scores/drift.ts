import { asLevel, asNumber, type Column, type Table } from '../features/table.js';

/** How a column's values were spread when the model was trained; plain JSON. */
export type Profile =
  | { readonly column: string; readonly kind: 'number'; readonly edges: readonly number[]; readonly shares: readonly number[]; readonly mean: number }
  | { readonly column: string; readonly kind: 'level'; readonly levels: readonly string[]; readonly shares: readonly number[] };

/** How far a column has moved: below 0.1 stable, to 0.25 watch it, above it train again. */
export interface Drift {
  readonly column: string;
  readonly psi: number;
  readonly state: 'stable' | 'moved' | 'drifted';
}

const MOST_LEVELS = 20;

/** Spread of every column: deciles of numbers (the last share is that of missing values), the 20 commonest levels and the rest. */
export function profilesOf(table: Table, blanks: readonly string[] = []): Profile[] {
  const empty = new Set(blanks);
  return table.columns.map((column) => profileOf(column, empty));
}

function profileOf(column: Column, blanks: ReadonlySet<string>): Profile {
  const filled = column.values.filter((cell) => asLevel(cell, blanks) !== '');
  const numbers = filled.map(asNumber).filter((value) => value !== null);
  if (numbers.length > 0 && numbers.length * 10 >= filled.length * 9) {
    numbers.sort((a, b) => a - b);
    const edges = [...new Set(Array.from({ length: 9 }, (_, b) => numbers[Math.floor(((b + 1) * numbers.length) / 10)] as number))];
    const mean = numbers.reduce((sum, value) => sum + value / numbers.length, 0);
    const bare = { column: column.name, kind: 'number' as const, edges, shares: [], mean };
    return { ...bare, shares: sharesOf(bare, column, blanks) };
  }
  const counts = new Map<string, number>();
  for (const cell of filled) counts.set(asLevel(cell, blanks), (counts.get(asLevel(cell, blanks)) ?? 0) + 1);
  const levels = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_LEVELS);
  const bare = { column: column.name, kind: 'level' as const, levels: levels.map(([level]) => level), shares: [] };
  return { ...bare, shares: sharesOf(bare, column, blanks) };
}

/** Shares by bin; the last but one bin of levels is "another level", the last of both kinds is "missing". */
function sharesOf(profile: Profile, column: Column, blanks: ReadonlySet<string>): number[] {
  const bins = profile.kind === 'number' ? profile.edges.length + 2 : profile.levels.length + 2;
  const shares = Array.from({ length: bins }, () => 0);
  const places = new Map(profile.kind === 'level' ? profile.levels.map((level, at) => [level, at]) : []);
  for (const cell of column.values) {
    const level = asLevel(cell, blanks);
    const number = asNumber(cell);
    let bin = bins - 1;
    if (level !== '' && profile.kind === 'level') bin = places.get(level) ?? bins - 2;
    else if (level !== '' && profile.kind === 'number' && number !== null) bin = profile.edges.filter((edge) => edge <= number).length;
    shares[bin] = (shares[bin] as number) + 1 / column.values.length;
  }
  return shares;
}

/** Population stability index, sum of (now - then) · ln(now / then), shares below 0.0001 counting as that (Siddiqi 2006). */
export function psi(then: readonly number[], now: readonly number[]): number {
  return then.reduce((sum, before, bin) => {
    const [a, b] = [Math.max(1e-4, before), Math.max(1e-4, now[bin] ?? 0)];
    return sum + (b - a) * Math.log(b / a);
  }, 0);
}

/** Drift of each profiled column of newer rows, the furthest first; a column that is not there counts as all missing. */
export function driftOf(profiles: readonly Profile[], table: Table, blanks: readonly string[] = []): Drift[] {
  if (table.rows === 0) return [];
  const empty = new Set(blanks);
  return profiles
    .map((profile) => {
      const column = table.columns.find(({ name }) => name === profile.column) ?? {
        name: profile.column,
        values: Array.from({ length: table.rows }, () => null),
      };
      const index = psi(profile.shares, sharesOf(profile, column, empty));
      return { column: profile.column, psi: index, state: index < 0.1 ? ('stable' as const) : index < 0.25 ? ('moved' as const) : ('drifted' as const) };
    })
    .sort((a, b) => b.psi - a.psi);
}
