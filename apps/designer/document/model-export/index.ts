export { DARK_COLORS, exportSvg, LIGHT_COLORS, type SvgColors, type SvgOptions } from './export-svg.js';
export type { Point } from './lines.js';
