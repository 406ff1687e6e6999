export * from './commands.js';
export * from './ports.js';
