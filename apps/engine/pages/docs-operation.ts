import type { Json } from '#kernel';
import type { MediaTypeObject, OpenApiDocument, OperationObject, ParameterObject, ResponseObject } from '../openapi/index.js';
import { schemaView, typeName } from './docs-schema.js';
import { codeBlock } from './code-block.js';
import { type Filling, Html, html, inline, prose } from './html.js';
import type { Texts } from './texts/texts.js';

export interface Listed {
  readonly path: string;
  readonly method: string;
  readonly operation: OperationObject;
}

/** One operation: closed it is a line, open it says everything. The address `#records.list` opens it, also without the script. */
export function operationSection(t: Texts, listed: Listed, document: OpenApiDocument, origin: string): Html {
  const { path, method, operation } = listed;
  const words = [operation.operationId, method, path, operation.summary, operation['x-permission'], ...operation.tags].join(' ').toLowerCase();
  return html`<details class="operation" data-operation data-words="${words}">
    <summary>
      <span class="method${method !== 'get' && ' writes'}">${method.toUpperCase()}</span> <code class="path">${broken(path)}</code>
      <span class="summary">${inline(operation.summary)}</span>
    </summary>
    <div class="inside" id="${operation.operationId}" tabindex="-1">
      <div class="words">
        ${operation.description !== undefined && prose(operation.description)}
        <p class="holders">
          ${t.needs}: ${permission(t, operation)}
          <a class="permalink" href="#${operation.operationId}" aria-label="${t.permalink}: ${operation.operationId}">#</a>
        </p>
        ${parameters(t, operation.parameters ?? [])} ${operation.requestBody && bodyView(t, operation.requestBody.content)}
        <h4>${t.answers}</h4>
        <dl class="answers">${Object.entries(operation.responses).map(([status, response]) => answer(t, status, resolved(response, document)))}</dl>
      </div>
      <div class="samples">${samples(t, listed, origin)}</div>
    </div>
  </details>`;
}

/** Long paths may break after a slash. */
const broken = (path: string): Filling => path.split('/').flatMap((part, i) => (i === 0 ? [part] : [html`/<wbr />`, part]));

function permission(t: Texts, operation: OperationObject): Filling {
  if (operation['x-permission'] === 'anyone') return t.anyone;
  return html`<code>${operation['x-permission']}</code> <span class="muted">(${t.heldBy}: ${operation['x-roles'].join(', ')})</span>`;
}

function parameters(t: Texts, all: readonly ParameterObject[]): Filling {
  if (all.length === 0) return null;
  const place = { path: t.inPath, query: t.inQuery, header: t.inHeader };
  return html`<h4>${t.parameters}</h4>
    <ul class="schema">
      ${all.map(
        (one) =>
          html`<li>
            <code>${one.name}</code>
            <span class="type">${place[one.in]}, ${typeName(t, one.schema)}</span
            >${one.required && html` <span class="badge">${t.required}</span>`}${one.description !== undefined && html` <span class="muted">${inline(one.description)}</span>`}
          </li>`,
      )}
    </ul>`;
}

const bodyView = (t: Texts, content: Readonly<Record<string, MediaTypeObject>>): Filling => [
  html`<h4>${t.body}</h4>`,
  Object.values(content).map(({ schema }) => schemaView(t, schema)),
];

/** Refusals all have one shape: it is told once, among the shapes. */
function answer(t: Texts, status: string, response: ResponseObject): Html {
  const [type, media] = Object.entries(response.content ?? {})[0] ?? [];
  const headers = Object.keys(response.headers ?? {}).filter((name) => name !== 'X-Request-Id');
  const isRefusal = Number(status) >= 400;
  return html`<dt><code>${status}</code></dt>
    <dd>
      ${inline(response.description)}${headers.length > 0 && html` <span class="muted">${headers.join(', ')}</span>`}${type !== undefined && type !== 'application/json' && !isRefusal && html` <code>${type}</code>`}${media && !isRefusal && schemaView(t, media.schema)}
    </dd>`;
}

function resolved(response: ResponseObject | { readonly $ref: string }, { components }: OpenApiDocument): ResponseObject {
  if (!('$ref' in response)) return response;
  return components.responses[response.$ref.split('/').at(-1) ?? ''] ?? { description: '' };
}

function samples(t: Texts, { path, method, operation }: Listed, origin: string): Filling {
  const [body] = Object.values(operation.requestBody?.content ?? {});
  const done = Object.values(operation.responses).find((response) => 'content' in response);
  const [reply] = done && 'content' in done ? Object.values(done.content ?? {}) : [];
  return [
    codeBlock(curl(path, method, operation, body?.example, origin), { copy: t.copy, label: `curl ${operation.operationId}` }),
    body && [html`<h4>${t.exampleBody}</h4>`, codeBlock(shown(body.example), { copy: t.copy, label: `${t.exampleBody} ${operation.operationId}` })],
    reply && [html`<h4>${t.exampleAnswer}</h4>`, codeBlock(shown(reply.example), { copy: t.copy, label: `${t.exampleAnswer} ${operation.operationId}` })],
  ];
}

const shown = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null, null, 2));

/** A command that works in a POSIX shell as printed, once the key is in `MILLRACE_KEY`. */
export function curl(path: string, method: string, operation: OperationObject, body: Json | undefined, origin: string): string {
  const parameters = operation.parameters ?? [];
  const example = (name: string): string => encodeURIComponent(String(parameters.find((one) => one.in === 'path' && one.name === name)?.example ?? name));
  const query = parameters.filter((one) => one.in === 'query' && one.required).map((one) => `${one.name}=${encodeURIComponent(String(one.example ?? ''))}`);
  const address = `${origin}${path.replace(/\{(\w+)\}/g, (_, name: string) => example(name))}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  const headers = parameters.filter((one) => one.in === 'header' && one.required).map((one) => `-H ${quoted(`${one.name}: ${String(one.example ?? '')}`)}`);
  const lines = [
    `curl -sS${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} ${quoted(address)}`,
    ...(operation.security.length > 0 ? ['-H "Authorization: Bearer $MILLRACE_KEY"'] : []),
    ...headers,
    ...(body === undefined ? [] : ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body))}`]),
  ];
  return lines.join(' \\\n  ');
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
