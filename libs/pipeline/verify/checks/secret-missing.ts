import { isJsonObject, pointer, type Json, type JsonObject, type JsonPointer } from '#kernel';
import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';
import { unknownName } from '../unknown.js';

/** Only a warning: whoever publishes may not be who keeps the secrets. */
export const secretMissing: Check = {
  code: 'secret.missing',
  severity: 'warning',
  meaning: {
    en: 'A step sends a secret that the workspace does not have (yet); it would become an incident.',
    'zh-CN': '步骤要发送的密钥在工作区中（尚）不存在；执行时会成为异常。',
  },
  example: 'webhook.send with "secret": "partnr".',
  *find(context: VerifyContext): Generator<Finding> {
    const { surroundings } = context;
    if (!surroundings.hasSecret) return;
    for (const { template, at, step } of context.inputs()) {
      if (surroundings.steps.get(step)?.mode !== 'external' || !isJsonObject(template)) continue;
      for (const { name, place } of [named(template['secret'], at), named(authOf(template), pointer(at, 'auth'))])
        if (name !== null && !surroundings.hasSecret(name)) yield unknownName({ en: 'secret', zh: '密钥' }, name, [], place);
    }
  },
};

const authOf = ({ auth = null }: JsonObject): Json | undefined => (isJsonObject(auth) ? auth['secret'] : undefined);

/** Null for what is no literal name. */
const named = (value: Json | undefined, at: JsonPointer): { readonly name: string | null; readonly place: JsonPointer } => ({
  name: typeof value === 'string' && !value.includes('{{') ? value : null,
  place: pointer(at, 'secret'),
});
