import { type Filling, Html, html } from './html.js';
import type { Texts } from './texts/texts.js';

export interface Field {
  /** Name of the member in the request's body. */
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'email' | 'password';
  readonly autocomplete: string;
  readonly hint?: string;
  readonly minLength?: number;
  readonly isOptional?: boolean;
}

/** A labelled input with its hint and a place for its problem. `scope` makes ids unique on the page. */
export function field(t: Texts, scope: string, { name, label, type, autocomplete, hint, minLength, isOptional }: Field): Html {
  const id = `${scope}-${name}`;
  const input = html`<input
    id="${id}"
    name="${name}"
    type="${type}"
    autocomplete="${autocomplete}"
    ${type !== 'text' && html` spellcheck="false" autocapitalize="none"`}${minLength !== undefined && html` minlength="${minLength}"`}
    maxlength="${type === 'email' ? 254 : 200}"
    ${!isOptional && html` required`}
    aria-describedby="${hint === undefined ? '' : `${id}-hint `}${id}-problem"
  />`;
  return html`<div class="field">
    <label for="${id}">${label}</label>
    ${type === 'password' ? html`<div class="with-button">${input}<button class="quiet" type="button" data-reveal="${id}" data-show="${t.show}" data-hide="${t.hide}" aria-label="${t.showPassword}" aria-pressed="false" hidden>${t.show}</button></div>` : input}
    ${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
    <p class="problem" id="${id}-problem" data-problem="${name}"></p>
  </div>`;
}

/** Where a form says what went wrong as a whole. */
export const alertPlace = html`<p class="alert" role="alert" data-alert></p>`;

/** A block of code with a button that copies it. */
export const codeBlock = (code: Filling, { copy, label, mark }: { readonly copy: string; readonly label: string; readonly mark?: string }): Html =>
  html`<div class="code">
    <pre tabindex="0" role="region" aria-label="${label}" ${mark !== undefined && html` data-code="${mark}"`}><code>${code}</code></pre>
    <button class="quiet copy" type="button" data-copy hidden aria-label="${copy}: ${label}">${copy}</button>
  </div>`;

export const noScript = (t: Texts): Html => html`<noscript><p class="alert shown">${t.scriptNeeded}</p></noscript>`;
