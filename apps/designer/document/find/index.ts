export { findIn, type FindHit } from './find.js';
