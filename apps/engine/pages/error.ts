import type { Locale } from '#kernel';
import { fill, html } from './html.js';
import { layout } from './layout.js';
import { textsOf } from './texts/texts.js';

export interface ErrorPageData {
  readonly status: number;
  readonly requestId: string | null;
  readonly isSignedIn: boolean;
}

/** What a person sees where a page could not be given; never says more of a defect than its reference. */
export function errorPage({ status, requestId, isSignedIn }: ErrorPageData, locale: Locale): string {
  const t = textsOf(locale);
  const [title, text] = status === 404 ? [t.notFoundTitle, t.notFoundText] : status === 403 ? [t.forbiddenTitle, t.forbiddenText] : [t.errorTitle, t.errorText];
  return layout(
    { locale, title, page: 'error', isSignedIn },
    html`<section class="panel lone">
      <p class="status-number" aria-hidden="true">${status}</p>
      <h1>${title}</h1>
      <p class="lead">${text}</p>
      ${requestId !== null && html`<p class="muted">${fill(t.reference, { id: html`<code>${requestId}</code>` })}</p>`}
      <p><a class="button" href="/">${t.back}</a></p>
    </section>`,
  );
}
