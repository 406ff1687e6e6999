import { useEffect, useMemo, useState } from 'react';
import { nameOnMap } from './country-name.js';
import { registerMap } from './drawing.js';
import type { WorldChart } from './spec.js';
import { countriesOf, type Topology } from './topology.js';

let loading: Promise<ReadonlySet<string>> | null = null;

const load = (): Promise<ReadonlySet<string>> =>
  (loading ??= import('world-atlas/countries-110m.json').then(({ default: atlas }) => {
    const countries = countriesOf(atlas as unknown as Topology);
    registerMap('world', { geoJSON: countries as never, specialAreas: {} });
    return new Set(countries.features.map(({ properties }) => properties.name));
  }));

/** How the map calls the places of a chart, in its order; null until the map is there. */
export function useWorldNames(chart: WorldChart | null): readonly string[] | null {
  const [known, setKnown] = useState<ReadonlySet<string> | null>(null);
  const isWanted = chart !== null;
  useEffect(() => {
    if (!isWanted) return;
    let isGone = false;
    void load().then((names) => {
      if (!isGone) setKnown(names);
    });
    return () => {
      isGone = true;
    };
  }, [isWanted]);
  return useMemo(() => (known === null || chart === null ? null : chart.places.map(({ country }) => nameOnMap(country, known))), [known, chart]);
}
