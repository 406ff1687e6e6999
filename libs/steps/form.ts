import type { JsonObject, Text } from '#kernel';

/** One member of a step's input: how it is called, what fits it, whether it must be there. */
export interface Member {
  readonly label: Text;
  readonly schema: JsonObject;
  readonly required?: true;
}

/**
 * The JSON Schema of an input (accepted by ajv in strict mode) and the names of its members in both languages, from
 * one description. Members that are not listed are refused.
 */
export function form(members: Readonly<Record<string, Member>>): {
  readonly input: JsonObject;
  readonly labels: Readonly<Record<string, Text>>;
} {
  const entries = Object.entries(members);
  const required = entries.filter(([, member]) => member.required).map(([name]) => name);
  return {
    input: {
      type: 'object',
      properties: Object.fromEntries(entries.map(([name, { label, schema }]) => [name, { title: label.en, ...schema }])),
      ...(required.length > 0 ? { required } : {}),
      additionalProperties: false,
    },
    labels: Object.fromEntries(entries.map(([name, { label }]) => [name, label])),
  };
}

const duration: JsonObject = { type: 'string', pattern: '^P' };
const business: JsonObject = {
  type: 'object',
  properties: {
    business: { title: 'Working time', ...duration },
    calendar: { title: 'Calendar', type: 'string', minLength: 1 },
  },
  required: ['business', 'calendar'],
  additionalProperties: false,
};

/** A length: ISO 8601 (`P3D`) or working time of a calendar. */
export const DELAY_SCHEMA: JsonObject = { anyOf: [duration, business] };
/** A length from now, or a date or moment. */
export const DUE_SCHEMA: JsonObject = { anyOf: [{ type: 'string', pattern: '^(P|[0-9]{4}-)' }, business] };

/** Whom a task or message is for; neither member given = the record's owner. */
export const RECIPIENT_MEMBERS = {
  role: {
    label: { en: 'Role', 'zh-CN': '角色' },
    schema: { type: 'string', minLength: 1, maxLength: 80, description: 'Whoever holds this role. Without role and person: the owner of the record.' },
  },
  person: {
    label: { en: 'Person', 'zh-CN': '人员' },
    schema: { type: 'string', minLength: 1, maxLength: 80, description: 'Id of a member of the workspace.' },
  },
} as const satisfies Record<string, Member>;

/** A record other than the one the run is about; absent = the run's own. */
export const RECORD_MEMBER = {
  label: { en: 'Record', 'zh-CN': '记录' },
  schema: { type: 'string', minLength: 1, maxLength: 80, description: 'Id of the record; without it, the record of this run.' },
} as const satisfies Member;
