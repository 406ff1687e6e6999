export * from './catalogue.js';
export * from './definition.js';
export * from './document.js';
