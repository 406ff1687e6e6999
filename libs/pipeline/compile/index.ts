export type { Chart, ChartEvent, ChartHooks, Position } from './chart.js';
export { MAX_MOVES } from './chart.js';
export { compile, type CompileOptions } from './compile.js';
export type { CompiledPipeline } from './compiled.js';
export { namedFields } from './named-fields.js';
