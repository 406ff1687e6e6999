import type { Locale } from '#kernel';
import { alertPlace, field, noScript } from './form.js';
import { Html, html, inline } from './html.js';
import { layout } from './layout.js';
import { type Texts, textsOf } from './texts/texts.js';

/** Sign-in: `/` while nobody is signed in. */
export function signInPage(_: null, locale: Locale): string {
  const t = textsOf(locale);
  return layout(
    { locale, title: t.signInTitle, page: 'sign-in', isSignedIn: false },
    beside(
      t,
      html`<h1>${t.signInTitle}</h1>
        <p class="lead">${t.signInLead}</p>
        ${noScript(t)}
        <form method="post" action="/api/v1/session" data-form="sign-in" novalidate>
          ${alertPlace} ${field(t, 'sign-in', { name: 'email', label: t.email, type: 'email', autocomplete: 'username' })}
          ${field(t, 'sign-in', { name: 'password', label: t.password, type: 'password', autocomplete: 'current-password' })}
          <button class="primary wide" type="submit">${t.signInButton}</button>
        </form>
        <p class="note">${inline(t.noAccount)}</p>`,
    ),
  );
}

/** The one-time link: `/join#<token>`. Opening it changes nothing; the form spends it. */
export function setUpPage(_: null, locale: Locale): string {
  const t = textsOf(locale);
  return layout(
    { locale, title: t.setUpTitle, page: 'set-up', isSignedIn: false },
    beside(
      t,
      html`<h1>${t.setUpTitle}</h1>
        <p class="lead">${t.setUpLead}</p>
        ${noScript(t)}
        <p class="alert shown" role="alert" data-link-incomplete hidden>${t.linkIncomplete}</p>
        <form method="post" action="/api/v1/join" data-form="set-up" novalidate>
          ${alertPlace} ${field(t, 'set-up', { name: 'name', label: t.name, type: 'text', autocomplete: 'name' })}
          ${field(t, 'set-up', { name: 'email', label: t.email, type: 'email', autocomplete: 'username' })}
          ${field(t, 'set-up', { name: 'password', label: t.password, type: 'password', autocomplete: 'new-password', hint: t.minLength, minLength: 12 })}
          <button class="primary wide" type="submit">${t.setUpButton}</button>
        </form>
        <p class="note">${t.haveAccount} <a href="/">${t.signInTitle}</a></p>`,
    ),
  );
}

const beside = (t: Texts, form: Html): Html =>
  html`<div class="split">
    <section class="panel">${form}</section>
    <aside class="story">
      ${chart(t)}
      <p class="promise">${t.promise}</p>
      <p class="muted">${t.chartCaption}</p>
      <p><a href="/docs">${t.readDocs}</a></p>
    </aside>
  </div>`;

/** open -> engaging -> won | lost, with an approval on the way. Decoration: the sentence below says it. */
function chart(t: Texts): Html {
  const state = (x: number, y: number, name: string, kind: string) =>
    html`<g class="state ${kind}"><rect x="${x}" y="${y}" width="120" height="48" rx="12" /><text x="${x + 60}" y="${y + 29}">${name}</text></g>`;
  const label = (x: number, y: number, name: string) => html`<text class="event" x="${x}" y="${y}">${name}</text>`;
  return html`<svg class="chart" viewBox="0 0 576 256" aria-hidden="true" focusable="false">
    <path class="way" d="M132 128h72M332 128h100M332 128c48 0 44-84 96-84M332 128c48 0 44 84 96 84M500 104V76" />
    <path class="tip" d="M210 128l-10-5v10zM438 128l-10-5v10zM438 44l-10-5v10zM438 212l-10-5v10zM500 70l-5 10h10z" />
    ${state(12, 104, t.chartOpen, 'past')}${state(212, 104, t.chartTalk, 'now')}${state(440, 20, t.chartWon, 'final')}${state(440, 104, t.chartApproval, '')}${state(440, 188, t.chartLost, 'final')}
    ${label(171, 118, t.chartEngage)}${label(356, 72, t.chartWin)}${label(402, 120, t.chartCheck)}${label(356, 196, t.chartLose)}
    <circle class="token" cx="272" cy="104" r="6" />
  </svg>`;
}
