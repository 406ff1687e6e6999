import { type AnswerOf, isAtLeast, type operations, type Role, ROLES } from '#contracts';
import type { JsonObject, Locale, Text } from '#kernel';
import { inLocale } from '#kernel';
import { connection } from './connection.js';
import { alertPlace, field } from './form.js';
import { fill, Html, html } from './html.js';
import { layout } from './layout.js';
import { type Texts, textsOf } from './texts/texts.js';

type Me = AnswerOf<typeof operations.whoAmI>;

export interface HomeData {
  /** Where the engine is reached, without a slash at the end. */
  readonly origin: string;
  readonly me: Pick<Me, 'name' | 'email' | 'role'> & { readonly workspace: Pick<Me['workspace'], 'key' | 'name'> };
  readonly pipelines: readonly PipelineLine[];
  /** `count` null = not counted. */
  readonly objects: readonly { readonly key: string; readonly plural: Text; readonly count: number | null }[];
  readonly sessions: AnswerOf<typeof operations.listSessions>['items'];
  /** null: the role may not see keys. */
  readonly keys: AnswerOf<typeof operations.listKeys>['items'] | null;
}
export interface PipelineLine {
  readonly key: string;
  readonly object: string;
  readonly title: Text | JsonObject | null;
  readonly hasDraft: boolean;
  /** 0 = never published. */
  readonly latestVersion: number;
  readonly openRuns: number;
  readonly archivedAt: string | null;
}

/** `/` for a signed-in person. */
export function homePage(data: HomeData, locale: Locale): string {
  const t = textsOf(locale);
  const { me } = data;
  return layout(
    { locale, title: me.workspace.name, page: 'home', isSignedIn: true },
    html`<div class="column">
      <section class="hero">
        <p class="eyebrow">${me.workspace.name}</p>
        <h1>${fill(t.hello, { name: me.name })}</h1>
        <p class="lead">${t.homeLead}</p>
        <p class="muted">${fill(t.yourRole, { role: roleName(t, me.role) })}</p>
      </section>
      <div class="cards two">${pipelines(t, locale, data.pipelines)}${objects(t, locale, data.objects)}</div>
      ${connection(t, data.origin, data.keys === null ? null : ROLES.filter((role) => isAtLeast(me.role, role)).map((role) => [role, roleName(t, role)] as const))}
      ${data.keys !== null && keyList(t, data.keys)} ${sessionList(t, data.sessions)} ${password(t, me.email)}
    </div>`,
  );
}

export const roleName = (t: Texts, role: Role): string =>
  ({ owner: t.roleOwner, admin: t.roleAdmin, designer: t.roleDesigner, agent: t.roleAgent, viewer: t.roleViewer })[role];

const count = (number: number, locale: Locale): string => new Intl.NumberFormat(locale).format(number);

function pipelines(t: Texts, locale: Locale, lines: readonly PipelineLine[]): Html {
  const line = ({ key, title, object, hasDraft, latestVersion, openRuns, archivedAt }: PipelineLine) => {
    const place = `/api/v1/pipelines/${encodeURIComponent(key)}`;
    const states = [
      latestVersion === 0 ? t.neverPublished : fill(t.versionNumber, { version: latestVersion }),
      hasDraft && latestVersion > 0 && t.hasDraft,
      archivedAt !== null && t.archived,
    ];
    const said = states.filter((state) => state !== false).flatMap((state, i) => (i === 0 ? [state] : [' · ', state]));
    return html`<li>
      <a href="${latestVersion > 0 ? `${place}/versions/${latestVersion}` : `${place}/draft`}">${titleOf(title, locale) ?? key}</a
      ><span class="number">${fill(t.openRuns, { count: count(openRuns, locale) })}</span
      ><span class="muted"
        ><code>${key}</code> · ${object} ·
        ${said}${latestVersion > 0 && html` · <a href="/api/v1/records/${encodeURIComponent(object)}/summary?pipeline=${encodeURIComponent(key)}&group=outcome">${t.summaryLink}</a>`}</span
      >
    </li>`;
  };
  return html`<section class="card" aria-labelledby="pipelines">
    <h2 id="pipelines">${t.pipelines}</h2>
    <p class="muted">${t.pipelinesLead}</p>
    ${
      lines.length === 0
        ? html`<p class="empty">${t.noPipelines}</p>`
        : html`<ul class="lines">
            ${lines.map(line)}
          </ul>`
    }
  </section>`;
}

function titleOf(title: PipelineLine['title'], locale: Locale): string | null {
  if (title === null) return null;
  const [own, english] = [Object.hasOwn(title, locale) ? title[locale] : undefined, Object.hasOwn(title, 'en') ? title['en'] : undefined];
  return typeof own === 'string' ? own : typeof english === 'string' ? english : null;
}

function objects(t: Texts, locale: Locale, given: HomeData['objects']): Html {
  const tile = ({ key, plural, count: number }: HomeData['objects'][number]) =>
    html`<li>
      <a href="/api/v1/records/${encodeURIComponent(key)}">${inLocale(plural, locale)}</a
      ><span class="number">${number === null ? '' : count(number, locale)}</span><span class="muted"><code>${key}</code></span>
    </li>`;
  return html`<section class="card" aria-labelledby="records">
    <h2 id="records">${t.records}</h2>
    <p class="muted">${t.recordsLead}</p>
    ${
      given.length === 0
        ? html`<p class="empty">${t.noRecords}</p>`
        : html`<ul class="lines">
            ${given.map(tile)}
          </ul>`
    }
  </section>`;
}

/** Minutes are enough; the script shows it in the reader's own zone. */
const moment = (at: string): Html => html`<time datetime="${at}">${at.slice(0, 16).replace('T', ' ')} UTC</time>`;

function keyList(t: Texts, keys: NonNullable<HomeData['keys']>): Html {
  const row = ({
    id,
    name,
    prefix,
    role,
    createdAt,
    lastUsedAt,
  }: {
    id: string;
    name: string;
    prefix: string;
    role: Role;
    createdAt: string;
    lastUsedAt: string | null;
  }) =>
    html`<tr>
      <th scope="row" data-label="${t.keyNamed}"><span data-cell="name">${name}</span></th>
      <td data-label="${t.keyColumn}"><code data-cell="prefix">${prefix === '' ? '' : `${prefix}…`}</code></td>
      <td data-label="${t.keyRole}" data-cell="role">${roleName(t, role)}</td>
      <td data-label="${t.made}" data-cell="made">${createdAt === '' ? '' : moment(createdAt)}</td>
      <td data-label="${t.lastUsed}">${lastUsedAt === null ? t.never : moment(lastUsedAt)}</td>
      <td class="end">
        <button
          class="danger"
          type="button"
          data-remove="/api/v1/keys/${id}"
          data-done="${t.keyRevoked}"
          aria-label="${fill(t.revokeKeyNamed, { name })}"
          data-named="${t.revokeKeyNamed}"
        >
          ${t.revoke}
        </button>
      </td>
    </tr>`;
  return html`<section class="card" aria-labelledby="keys"><h2 id="keys" tabindex="-1">${t.keys}</h2>
<p class="empty" data-empty${keys.length > 0 && html` hidden`}>${t.noKeys}</p>
<table${keys.length === 0 && html` hidden`} data-list><thead><tr><th scope="col">${t.keyNamed}</th><th scope="col">${t.keyColumn}</th><th scope="col">${t.keyRole}</th><th scope="col">${t.made}</th><th scope="col">${t.lastUsed}</th><th scope="col"><span class="unseen">${t.actions}</span></th></tr></thead><tbody data-keys>${keys.map(row)}</tbody></table>
<template data-key-row>${row({ id: '', name: '', prefix: '', role: 'viewer', createdAt: '', lastUsedAt: null })}</template></section>`;
}

function sessionList(t: Texts, sessions: HomeData['sessions']): Html {
  const end = ({ id, address }: HomeData['sessions'][number]) =>
    html`<button
      class="danger"
      type="button"
      data-remove="/api/v1/sessions/${id}"
      data-done="${t.sessionEnded}"
      aria-label="${fill(t.endSessionNamed, { address: address ?? t.unknown })}"
    >
      ${t.endSession}
    </button>`;
  return html`<section class="card" aria-labelledby="sessions">
    <h2 id="sessions" tabindex="-1">${t.sessions}</h2>
    <p class="muted">${t.sessionsLead}</p>
    <table data-list>
      <thead>
        <tr>
          <th scope="col">${t.device}</th>
          <th scope="col">${t.address}</th>
          <th scope="col">${t.made}</th>
          <th scope="col">${t.lastUsed}</th>
          <th scope="col"><span class="unseen">${t.actions}</span></th>
        </tr>
      </thead>
      <tbody>
        ${sessions.map(
          (one) =>
            html`<tr>
              <th scope="row" class="device" data-label="${t.device}">${one.agent ?? t.unknown}</th>
              <td data-label="${t.address}">${one.address ?? t.unknown}</td>
              <td data-label="${t.made}">${moment(one.createdAt)}</td>
              <td data-label="${t.lastUsed}">${moment(one.lastUsedAt)}</td>
              <td class="end">${one.current ? html`<span class="badge">${t.thisSession}</span>` : end(one)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

/** The name that is not sent tells password managers whose password this is. */
const password = (t: Texts, email: string | null): Html =>
  html`<section class="card" aria-labelledby="password">
    <h2 id="password">${t.changePassword}</h2>
    <p class="muted">${t.changePasswordLead}</p>
    <form class="row" method="post" action="/api/v1/me/password" data-form="password" data-done="${t.passwordChanged}" novalidate>
      ${alertPlace} <input class="unseen" type="text" autocomplete="username" value="${email}" readonly tabindex="-1" aria-hidden="true" />
      ${field(t, 'change', { name: 'current', label: t.currentPassword, type: 'password', autocomplete: 'current-password' })}
      ${field(t, 'change', { name: 'password', label: t.newPassword, type: 'password', autocomplete: 'new-password', hint: t.minLength, minLength: 12 })}
      <button type="submit">${t.changeButton}</button>
    </form>
  </section>`;
