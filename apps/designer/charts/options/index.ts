import type { EChartsCoreOption } from '../drawing.js';
import type { ChartSpec } from '../spec.js';
import { bandOption } from './band.js';
import { barOption } from './bars.js';
import { graphOption, heatOption, scatterOption, worldOption } from './fields.js';
import type { Look } from './look.js';
import { pieOption } from './pie.js';

/** What the drawing library is told. `names`: how the map calls the places of a world chart. */
export function optionOf(spec: ChartSpec, look: Look, names: readonly string[]): EChartsCoreOption {
  switch (spec.kind) {
    case 'bars':
    case 'stack':
    case 'rows':
    case 'lines':
    case 'area':
      return barOption(spec, look);
    case 'pie':
      return pieOption(spec, look);
    case 'band':
      return bandOption(spec, look);
    case 'scatter':
      return scatterOption(spec, look);
    case 'heat':
      return heatOption(spec, look);
    case 'graph':
      return graphOption(spec, look);
    case 'world':
      return worldOption(spec, look, names);
  }
}
