/** A TopoJSON file of countries, as far as it is read here (https://github.com/topojson/topojson-specification). */
export interface Topology {
  readonly transform: { readonly scale: readonly [number, number]; readonly translate: readonly [number, number] };
  readonly arcs: readonly (readonly (readonly [number, number])[])[];
  readonly objects: { readonly countries: { readonly geometries: readonly Shape[] } };
}
type Shape =
  | { readonly type: 'Polygon'; readonly arcs: readonly (readonly number[])[]; readonly properties: { readonly name: string } }
  | { readonly type: 'MultiPolygon'; readonly arcs: readonly (readonly (readonly number[])[])[]; readonly properties: { readonly name: string } };

type Position = readonly [number, number];
interface Feature {
  readonly type: 'Feature';
  readonly properties: { readonly name: string };
  readonly geometry: { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] };
}

/** Nobody does business there, and it would take a fifth of the map. */
const LEFT_OUT = 'Antarctica';

/** The countries as GeoJSON: arcs are sums of steps on a grid, and a negative number is the arc backwards. */
export function countriesOf({ transform, arcs, objects }: Topology): { readonly type: 'FeatureCollection'; readonly features: readonly Feature[] } {
  const lines = arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]): Position => {
      x += dx;
      y += dy;
      return [x * transform.scale[0] + transform.translate[0], y * transform.scale[1] + transform.translate[1]];
    });
  });
  const lineOf = (arc: number): readonly Position[] => (arc < 0 ? [...(lines[~arc] ?? [])].reverse() : (lines[arc] ?? []));
  const ringOf = (ring: readonly number[]): readonly Position[] => unbroken(ring.flatMap((arc, place) => lineOf(arc).slice(place === 0 ? 0 : 1)));
  const featureOf = (shape: Shape): Feature => ({
    type: 'Feature',
    properties: { name: shape.properties.name },
    geometry: {
      type: 'MultiPolygon',
      coordinates: (shape.type === 'Polygon' ? [shape.arcs] : shape.arcs).map((polygon) => polygon.map(ringOf)),
    },
  });
  return { type: 'FeatureCollection', features: objects.countries.geometries.filter(({ properties }) => properties.name !== LEFT_OUT).map(featureOf) };
}

/** A ring that crosses the 180th meridian goes on beyond it in the east, instead of leaping across the map. */
function unbroken(ring: readonly Position[]): readonly Position[] {
  let shift = 0;
  const walked = ring.map(([x, y], place): Position => {
    const leap = x - (ring[place - 1]?.[0] ?? x);
    if (Math.abs(leap) > 180) shift -= Math.sign(leap) * 360;
    return [x + shift, y];
  });
  return walked.some(([x]) => x < -180.5) ? walked.map(([x, y]): Position => [x + 360, y]) : walked;
}
