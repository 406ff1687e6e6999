import { type Filling, type Html, html } from './html.js';

/** A block of code with a button that copies it. */
export const codeBlock = (code: Filling, { copy, label }: { readonly copy: string; readonly label: string }): Html =>
  html`<div class="code">
    <pre tabindex="0" role="region" aria-label="${label}"><code>${code}</code></pre>
    <button class="quiet copy" type="button" data-copy hidden aria-label="${copy}: ${label}">${copy}</button>
  </div>`;
