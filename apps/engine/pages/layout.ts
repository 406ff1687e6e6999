import { LOCALES, type Locale } from '#kernel';
import { ICON_PATH, SCRIPT_PATH, STYLE_PATH } from './assets.js';
import { type Filling, Html, html } from './html.js';
import { type Texts, textsOf } from './texts/texts.js';

/** What every page is told beside its own data. */
export interface Frame {
  readonly locale: Locale;
  readonly title: string;
  /** Names the layout. */
  readonly page: 'docs';
}

const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = { en: 'English', 'zh-CN': '中文' };

/** A whole page. */
export function layout({ locale, title, page }: Frame, content: Filling): string {
  const t = textsOf(locale);
  const body = html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <title>${title === 'Millrace' ? title : `${title} · Millrace`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <link rel="icon" href="${ICON_PATH}" type="image/svg+xml" />
        <link rel="stylesheet" href="${STYLE_PATH}" />
        <script src="${SCRIPT_PATH}" defer></script>
      </head>
      <body class="page-${page}" data-copied="${t.copied}" data-copy-by-hand="${t.copyByHand}">
        <a class="skip" href="#content">${t.skip}</a>
        ${header(t, locale)}
        <main id="content" tabindex="-1">${content}</main>
        <p class="toast" role="status" aria-live="polite" data-status></p>
      </body>
    </html> `;
  return body.toString();
}

function header(t: Texts, locale: Locale): Html {
  return html`<header class="bar">
    <a class="brand" href="/">${MARK}<span>Millrace</span></a>
    <nav class="bar-links" aria-label="Millrace"><a href="/">${t.homeLink}</a><a href="/docs" aria-current="page">${t.docsLink}</a></nav>
    <div class="bar-end">
      <nav class="languages" aria-label="${t.language}">
        ${LOCALES.map(
          (one) =>
            html`<a href="?lang=${one}" lang="${one}" hreflang="${one}" data-language${one === locale && html` aria-current="true"`}
              >${LANGUAGE_NAMES[one]}</a
            >`,
        )}
      </nav>
    </div>
  </header>`;
}

/** The wheel in the water; decoration, the name stands beside it. */
const MARK = html`<svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
  <circle cx="16" cy="13" r="8.5" class="mark-wheel" />
  <path class="mark-wheel" d="M16 4.5v17M7.5 13h17M10 7l12 12M22 7L10 19" />
  <path class="mark-water" d="M2 25c3.5-3 6-3 9.300 0s6 3 9.400 0 6-3 9.300 0" />
</svg>`;
