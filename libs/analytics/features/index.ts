export { encode, fitEncoder, type Encoder, type EncoderOptions, type Feature, type LeftOut } from './encoder.js';
export { columnMeans, matrixOf as featureMatrixOf, type Matrix as FeatureMatrix } from './matrix.js';
export {
  asLevel,
  asNumber,
  rowsOf,
  tableOf,
  tableOfColumns,
  type Cell as FeatureCell,
  type Column as FeatureColumn,
  type Table as FeatureTable,
} from './table.js';
