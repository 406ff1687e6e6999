import type { SchemaObject } from '../openapi/index.js';
import { type Filling, Html, html, inline } from './html.js';
import type { Texts } from './texts/texts.js';

/** What a value must look like, as a nested list. */
export function schemaView(t: Texts, schema: SchemaObject): Html {
  const branches = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== 'null');
  return html`<p class="type">${typeName(t, schema)}${limits(schema)}</p>
    ${inside(t, schema)}${
      branches.length > 1 &&
      html`<ul class="schema">
        ${branches.map((branch) => html`<li>${schemaView(t, branch)}</li>`)}
      </ul>`
    }`;
}

/** The members of an object, of the items of a list, or of the one thing that may also be null. */
function inside(t: Texts, schema: SchemaObject): Filling {
  if (schema.properties) {
    const required = new Set(schema.required);
    return html`<ul class="schema">
      ${Object.entries(schema.properties).map(([name, member]) => memberView(t, name, member, required.has(name)))}
    </ul>`;
  }
  if (schema.items) return inside(t, schema.items);
  const branches = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== 'null');
  return branches.length === 1 && branches[0] ? inside(t, branches[0]) : null;
}

function memberView(t: Texts, name: string, schema: SchemaObject, isRequired: boolean): Html {
  const branches = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== 'null');
  const several = branches.length > 1 && branches.some(({ properties }) => properties);
  return html`<li>
    <code>${name}</code>
    <span class="type">${typeName(t, schema)}${limits(schema)}</span
    >${isRequired && html` <span class="badge">${t.required}</span>`}${schema.description !== undefined && !isAny(schema) && html` <span class="muted">${inline(schema.description)}</span>`}${
      several
        ? html`<ul class="schema">
            ${branches.map((branch) => html`<li>${schemaView(t, branch)}</li>`)}
          </ul>`
        : inside(t, schema)
    }
  </li>`;
}

const isAny = (schema: SchemaObject): boolean => Object.keys(schema).every((name) => name === 'description');

/** `string`, `list of Run`, `"a" | "b"`, `integer | null`. */
export function typeName(t: Texts, schema: SchemaObject): Filling {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.enum) return joined(schema.enum.map((value) => html`<code>${JSON.stringify(value)}</code>`));
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return joined(branches.map((branch) => typeName(t, branch)));
  if (schema.items) return [t.listOf, ' ', typeName(t, schema.items)];
  if (schema.type === undefined) return t.anyJson;
  return [[schema.type].flat().join(' | '), schema.format !== undefined && ` (${schema.format})`];
}

const joined = (parts: readonly Filling[]): Filling => parts.flatMap((part, i) => (i === 0 ? [part] : [' | ', part]));

function limits({ minimum, maximum, minLength, maxLength, minItems, maxItems, pattern }: SchemaObject): Filling {
  const range = (least: number | undefined, most: number | undefined, what: string): string | null =>
    least === undefined && most === undefined ? null : `${what}${least ?? ''}…${most ?? ''}`;
  const said = [range(minimum, maximum, ''), range(minLength, maxLength, 'length '), range(minItems, maxItems, 'items ')].filter((part) => part !== null);
  return [said.length > 0 && `, ${said.join(', ')}`, pattern !== undefined && pattern.length < 60 && [', ', html`<code>${pattern}</code>`]];
}
