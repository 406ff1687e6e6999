export { assets } from './assets.js';
export { CSP } from './csp.js';
export { docsPage } from './docs.js';
export { pageLanguage } from './language.js';
