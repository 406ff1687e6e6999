import type { Locale } from '#kernel';
import type { OpenApiDocument } from '../openapi/index.js';
import { type Listed, operationSection } from './docs-operation.js';
import { schemaView } from './docs-schema.js';
import { codeBlock } from './code-block.js';
import { Html, html, inline, prose } from './html.js';
import { layout } from './layout.js';
import { type Texts, textsOf } from './texts/texts.js';

export interface DocsData {
  /** In the language of the page, with the origin as its server. */
  readonly document: OpenApiDocument;
}

/** `/docs`: the OpenAPI document to read; search and copying need the script, all else does not. */
export function docsPage({ document }: DocsData, locale: Locale): string {
  const t = textsOf(locale);
  const listed: readonly Listed[] = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
  const groups = document.tags.map((tag, i) => ({
    ...tag,
    id: `group-${i + 1}`,
    operations: listed.filter(({ operation }) => operation.tags.includes(tag.name)),
  }));
  const origin = document.servers[0]?.url === '/' ? '' : (document.servers[0]?.url ?? '');
  return layout(
    { locale, title: t.docsTitle, page: 'docs' },
    html`<div class="docs">
      <nav class="contents" aria-label="${t.contents}">
        <ul>
          ${groups.map(({ id, name, operations }) => html`<li><a href="#${id}">${name}</a> <span class="muted">${operations.length}</span></li>`)}
          <li><a href="#shapes">${t.shapes}</a></li>
        </ul>
      </nav>
      <div class="reference">
        ${opening(t, document, origin)}
        <div class="search" role="search" data-search-bar hidden>
          <label for="search">${t.search}</label
          ><input id="search" type="search" autocomplete="off" placeholder="${t.searchHint}" data-search aria-describedby="search-result" /><button
            class="quiet"
            type="button"
            data-open-all
            data-open="${t.openAll}"
            data-close="${t.closeAll}"
          >
            ${t.openAll}
          </button>
          <p id="search-result" class="muted" role="status" data-search-result data-found="${t.searchFound}" data-none="${t.searchNone}"></p>
        </div>
        ${groups.map(
          ({ id, name, description, operations }) =>
            html`<section class="group" aria-labelledby="${id}" data-group>
              <h2 id="${id}" tabindex="-1">${name}</h2>
              <p class="muted">${description}</p>
              ${operations.map((one) => operationSection(t, one, document, origin))}
            </section>`,
        )}
        ${shapes(t, document)}
      </div>
    </div>`,
  );
}

const opening = (t: Texts, { info }: OpenApiDocument, origin: string): Html =>
  html`<section class="opening">
    <p class="eyebrow">Millrace ${info.version}</p>
    <h1>${t.docsTitle}</h1>
    ${prose(info.description)}
    <p><a href="/api/openapi.json">${t.docsDocument}</a></p>
    <h2 id="first-steps">${t.firstSteps}</h2>
    <p>${inline(t.firstStepsText)}</p>
    ${codeBlock(`curl -sS "${origin}/api/v1/me" -H "Authorization: Bearer $MILLRACE_KEY"`, { copy: t.copy, label: t.firstSteps })}
  </section>`;

const shapes = (t: Texts, { components }: OpenApiDocument): Html =>
  html`<section class="group" aria-labelledby="shapes">
    <h2 id="shapes" tabindex="-1">${t.shapes}</h2>
    <p class="muted">${t.shapesLead}</p>
    ${Object.entries(components.schemas).map(
      ([name, schema]) =>
        html`<details class="operation">
          <summary><code class="path">${name}</code> <span class="summary">${schema.description}</span></summary>
          <div class="inside single" id="schema-${name}" tabindex="-1">${schemaView(t, schema)}</div>
        </details>`,
    )}
  </section>`;
