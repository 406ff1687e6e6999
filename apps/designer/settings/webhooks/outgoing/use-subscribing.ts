import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../../api/ask.js';
import { keyOf } from '../../../api/use-answer.js';
import type { PipelineRules } from '../../../rules/use-rules.js';
import { hostOf, newSigningSecret, rulesOf, secretName, type Subscribed } from './subscription.js';

/** What was made: its secret by name, and the value where it is new. */
export interface Made {
  readonly url: string;
  readonly type: string;
  readonly secret: string;
  readonly value: string | null;
}

interface Wish {
  readonly pipeline: PipelineRules;
  readonly nameField: string;
  readonly secrets: readonly string[];
  /** Its `secret` is empty for a new one. */
  readonly given: Subscribed;
}

/** Makes the secret first, then the rules, one after the other; a rule that is refused takes the others back with it. */
export function useSubscribing() {
  const client = useQueryClient();
  return useMutation<Made, Error, Wish>({
    mutationFn: async ({ pipeline, nameField, secrets, given }) => {
      const value = given.secret === '' ? newSigningSecret() : null;
      const secret = value === null ? given.secret : secretName(given.url, secrets);
      const rules = rulesOf(pipeline.document, { ...given, secret }, { nameField, taken: pipeline.rules.map(({ key }) => key) });
      if (value !== null) await ask('putSecret', { params: { name: secret }, body: { value, hosts: [hostOf(given.url)] } });
      try {
        await attach(pipeline, rules);
      } catch (error) {
        if (value !== null) await ask('removeSecret', { params: { name: secret } });
        throw error;
      }
      return { url: given.url, type: given.type, secret, value };
    },
    onSettled: () => void (['listRules', 'listSecrets', 'listPipelines'] as const).forEach((one) => void client.invalidateQueries({ queryKey: keyOf(one) })),
  });
}

async function attach({ head: { key }, revision }: PipelineRules, rules: ReturnType<typeof rulesOf>): Promise<void> {
  const made: string[] = [];
  let at = revision;
  try {
    for (const rule of rules) {
      const saved = await ask('putRule', { params: { key, rule: rule.key }, body: { document: rule as never }, ifMatch: at });
      at = saved.revision;
      made.push(rule.key);
    }
  } catch (error) {
    for (const rule of made) await ask('removeRule', { params: { key, rule } });
    throw error;
  }
}
