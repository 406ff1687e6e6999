export * from './columns.js';
export * from './filter-bar.js';
export * from './filter-text.js';
export * from './saved-view.js';
export * from './search-box.js';
export * from './use-filter-columns.js';
export * from './views-menu.js';
