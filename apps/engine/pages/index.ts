import { docsPage } from './docs.js';
import { errorPage } from './error.js';
import { homePage } from './home.js';
import { setUpPage, signInPage } from './sign-in.js';

export { assets } from './assets.js';
export { CSP } from './csp.js';
export type { HomeData } from './home.js';
export { pageLanguage } from './language.js';

/** Every page as `(data, locale) => text of the page`. */
export const pages = {
  /** `/` while nobody is signed in. */
  signIn: signInPage,
  /** `/join`: the token stands behind `#` and never reaches the server by GET. */
  setUp: setUpPage,
  /** `/` for a signed-in person. */
  home: homePage,
  /** `/docs`, open to anyone as the document itself is. */
  docs: docsPage,
  error: errorPage,
} as const;
