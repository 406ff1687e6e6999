export interface Named {
  readonly segment: number;
  readonly name: string;
}

/** What a segment is called by itself. The engine keeps such a name in English; steps and rules read it as it is kept. */
export function ownName({ segment, name }: Named): { readonly key: 'noise' } | { readonly key: 'nth'; readonly n: number } | null {
  if (segment === -1) return name === 'Noise' ? { key: 'noise' } : null;
  return name === `Segment ${segment + 1}` ? { key: 'nth', n: segment + 1 } : null;
}
