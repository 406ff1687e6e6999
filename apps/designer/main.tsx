import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/global.css';
import './app/trusted-types.js';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.js';
import { loadNewerVersions } from './app/newer-version.js';
import { nonce } from './app/nonce.js';
import { startLanguage } from './i18n/language.js';

startLanguage();
loadNewerVersions();
// Where dialogs (react-remove-scroll) look for the nonce of the style sheet that holds the page behind them.
Object.assign(globalThis, { __webpack_nonce__: nonce() });
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
