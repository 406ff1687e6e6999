import type { Role } from '#contracts';
import { alertPlace, codeBlock, field } from './form.js';
import { type Filling, Html, html } from './html.js';
import type { Texts } from './texts/texts.js';

/** Where the key goes in the shown commands; the script puts the new key there. */
const keyHole = (t: Texts): Html => html`<span data-key-hole>${t.placeholderKey}</span>`;

const program = (t: Texts, origin: string): Filling => [
  `const answer = await fetch('${origin}/api/v1/records/deal?limit=3', {\n  headers: { Authorization: 'Bearer `,
  keyHole(t),
  `' },\n});\nif (!answer.ok) throw new Error((await answer.json()).detail);\nconst { items } = await answer.json();\nconsole.log(items);`,
];

/** Making an API key, which is shown once with commands that work as printed. `roles` null: this person may not. */
export function connection(t: Texts, origin: string, roles: readonly (readonly [Role, string])[] | null): Html {
  return html`<section class="card connect" aria-labelledby="connect">
    <div>
      <h2 id="connect">${t.connect}</h2>
      <p class="muted">${t.connectLead}</p>
      ${roles === null ? html`<p class="empty">${t.keysNotYours}</p>` : keyForm(t, roles)}
    </div>
    <div class="result">
      <div class="new-key" data-new-key hidden>
        <p class="label" id="new-key-label">${t.keyOnce}</p>
        <div class="with-button">
          <input id="new-key" type="text" readonly autocomplete="off" spellcheck="false" aria-labelledby="new-key-label" data-key-value /><button
            class="quiet"
            type="button"
            data-copy="new-key"
            aria-label="${t.copyKey}"
          >
            ${t.copy}
          </button>
        </div>
      </div>
      <h3>${t.tryIt}</h3>
      ${codeBlock(html`curl -sS "${origin}/api/v1/records/deal?limit=3" -H "Authorization: Bearer ${keyHole(t)}"`, { copy: t.copy, label: t.tryIt })}
      <h3>${t.tryItCode}</h3>
      ${codeBlock(program(t, origin), { copy: t.copy, label: t.tryItCode })}
    </div>
  </section>`;
}

const keyForm = (t: Texts, roles: readonly (readonly [Role, string])[]): Html =>
  html`<form method="post" action="/api/v1/keys" data-form="key" data-done="${t.keyMade}" data-hidden-key="${t.keyHidden}" novalidate>
    ${alertPlace} ${field(t, 'key', { name: 'name', label: t.keyName, type: 'text', autocomplete: 'off', hint: t.keyNameHint })}
    <div class="field">
      <label for="key-role">${t.keyRole}</label
      ><select id="key-role" name="role" aria-describedby="key-role-problem">
        ${roles.map(([role, name]) => html`<option value="${role}" ${role === 'agent' && html` selected`}>${name}</option>`)}
      </select>
      <p class="problem" id="key-role-problem" data-problem="role"></p>
    </div>
    ${field(t, 'key', { name: 'pipelineRoles', label: t.keyPipelineRoles, type: 'text', autocomplete: 'off', hint: t.keyPipelineRolesHint, isOptional: true })}
    <button class="primary" type="submit">${t.makeKey}</button>
  </form>`;
