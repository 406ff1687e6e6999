export { FRAGMENT_FORMAT, fragmentOf, type Fragment } from './fragment.js';
export { copyText, parseFragment } from './text.js';
