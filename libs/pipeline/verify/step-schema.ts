import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { isJsonObject, pointer, type Json, type JsonObject, type JsonPointer, type Problem } from '#kernel';
import type { StepDefinition, Template } from '../definition/index.js';
import { walkTemplate } from '../rules/index.js';
import type { Finding } from './check.js';

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, $data: false });
const compiled = new WeakMap<object, ValidateFunction>();

function validatorOf({ input }: StepDefinition): ValidateFunction {
  const known = compiled.get(input);
  if (known) return known;
  const validate = ajv.compile(input);
  compiled.set(input, validate);
  return validate;
}

/** Errors of a whole value that may come out differently once a computed part of it is known. */
const DEPENDS_ON_PARTS = new Set(['anyOf', 'oneOf', 'not', 'if', 'enum', 'const', 'contains', 'uniqueItems']);

/** What does not fit in the literal parts of an input. */
export const inputProblems = (step: StepDefinition, template: Template, at: JsonPointer): Finding[] => misfits(step, template, at, computedPlaces);

/** What does not fit in an input that is given as it is, with nothing left to compute. A member that is null counts as absent, as in the steps themselves. */
export function givenInputProblems(step: StepDefinition, input: Json, at: JsonPointer): Problem[] {
  const given = isJsonObject(input) ? Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null)) : (input ?? {});
  return misfits(step, given, at, () => []).map(({ at: place, text, got: found }) => ({
    code: 'step.input',
    at: place,
    text,
    ...(found === undefined ? {} : { got: found }),
  }));
}

function misfits(step: StepDefinition, template: Template, at: JsonPointer, open: (template: Template) => readonly JsonPointer[]): Finding[] {
  const validate = validatorOf(step);
  if (validate(template)) return [];
  const computed = open(template);
  const isOpen = (error: ErrorObject): boolean =>
    computed.some((place) => error.instancePath === place || error.instancePath.startsWith(`${place}/`)) ||
    (DEPENDS_ON_PARTS.has(error.keyword) && computed.some((place) => place.startsWith(`${error.instancePath}/`)));
  const errors = validate.errors ?? [];
  // Of alternatives only the choice itself is said, not why each one failed.
  const choices = errors.filter((e) => e.keyword === 'anyOf' || e.keyword === 'oneOf');
  const told = errors.filter((e) => !isOpen(e) && !choices.some((c) => c !== e && e.schemaPath.startsWith(`${c.schemaPath}/`)));
  return told.map((error) => inWords(step, error, template, at));
}

/** Pointers of the parts whose value is not known before the step runs. */
function computedPlaces(template: Template): JsonPointer[] {
  const places: JsonPointer[] = [];
  walkTemplate(template, '', 'input', {
    rule: (_, place) => places.push(place),
    text: (text, place) => void (text.includes('{{') && places.push(place)),
  });
  return places;
}

function inWords({ kind, labels }: StepDefinition, error: ErrorObject, template: Template, at: JsonPointer): Finding {
  const params = error.params as Readonly<Record<string, Json>>;
  const member = String(params['missingProperty'] ?? params['additionalProperty'] ?? error.instancePath.split('/').at(-1) ?? '');
  const label = labels && Object.hasOwn(labels, member) ? labels[member] : undefined;
  const [en, zh] = [label ? `"${member}" (${label.en})` : `"${member}"`, label ? `“${member}”（${label['zh-CN'] ?? label.en}）` : `“${member}”`];
  const place = (extra?: string): JsonPointer => at + (extra === undefined ? error.instancePath : pointer(error.instancePath, extra));
  const say = (where: JsonPointer, enText: string, zhText: string): Finding => ({ at: where, text: { en: enText, 'zh-CN': zhText } });
  switch (error.keyword) {
    case 'required':
      return say(place(), `"${kind}" needs ${en}.`, `“${kind}”需要${zh}。`);
    case 'additionalProperties':
      return say(place(member), `"${kind}" does not take ${en}.`, `“${kind}”不接受${zh}。`);
    case 'minProperties':
      return say(place(), `"${kind}" needs at least one member.`, `“${kind}”至少需要一个成员。`);
    default:
      return {
        ...say(
          place(),
          `${en} does not fit "${kind}": it ${error.message ?? 'is wrong'}.`,
          `${zh}不符合“${kind}”的要求（${error.keyword}：${limit(params)}）。`,
        ),
        ...got(template, error.instancePath),
      };
  }
}

const limit = (params: Readonly<Record<string, Json>>): string =>
  String(params['limit'] ?? params['type'] ?? params['pattern'] ?? params['allowedValue'] ?? params['allowedValues'] ?? '');

function got(template: Json, path: JsonPointer): { readonly got?: Json } {
  let value: Json | undefined = template;
  for (const key of path
    .split('/')
    .slice(1)
    .map((k) => k.replace(/~1/g, '/').replace(/~0/g, '~')))
    value = Array.isArray(value)
      ? (value as readonly Json[])[Number(key)]
      : isJsonObject(value) && Object.hasOwn(value, key)
        ? (value as JsonObject)[key]
        : undefined;
  return value === undefined ? {} : { got: value };
}
