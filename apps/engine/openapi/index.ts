export { openApiDocument } from './document.js';
export type * from './openapi-document.js';
