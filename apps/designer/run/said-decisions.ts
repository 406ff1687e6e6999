import { useMemo } from 'react';
import type { Json, Text } from '#kernel';
import { explainRule } from '#pipeline';
import { useAnswer } from '../api/use-answer.js';
import type { PipelineWords } from '../fields/pipeline-words.js';
import { useFormat } from '../i18n/format.js';
import { dataFrom, type JournalEntry } from './journal.js';
import type { JournalWords } from './use-journal-words.js';

/**
 * Each decision of an event in words, by the values it saw then: the rule is looked up in the version that decided and
 * said by the same code as the engine's. Null where the rule is gone (an attached rule that was changed since).
 */
export function useSaidDecisions(entry: JournalEntry, pipeline: PipelineWords, words: JournalWords): readonly (string | null)[] {
  const { language } = useFormat();
  const rules = useAnswer('listRules', { params: { key: pipeline.key } }, { staleMs: 60_000 });
  return useMemo(() => {
    const attached =
      rules.data?.revision === entry.rulesRevision ? new Map(rules.data.items.map(({ key, document }) => [key, document])) : new Map<string, unknown>();
    return entry.decisions.map(({ at, read, held }) => {
      const rule = ruleAt(at, pipeline, attached);
      if (rule === undefined) return null;
      try {
        const labels: Record<string, Text> = Object.fromEntries(
          Object.keys(read).map((path) => [path, { en: words.pathTitle(path), 'zh-CN': words.pathTitle(path) }]),
        );
        const said = explainRule(rule as Json, dataFrom(read), language, labels, { inState: (state) => entry.from.some((one) => one === state) });
        // Said again it may come out otherwise, where it asked for more than values: then it is not said.
        return said.held === held ? said.sentence : null;
      } catch {
        return null;
      }
    });
  }, [entry, language, pipeline, rules.data, words]);
}

function ruleAt(pointer: string, pipeline: PipelineWords, attached: ReadonlyMap<string, unknown>): unknown {
  const [, key, ...rest] = /^\/rules\/([^/]+)(?:\/(.+))?$/.exec(pointer) ?? [];
  if (key === undefined) return pipeline.partAt(pointer);
  return (rest[0] ?? '')
    .split('/')
    .filter((step) => step !== '')
    .reduce<unknown>(
      (part, step) => (typeof part === 'object' && part !== null && Object.hasOwn(part, step) ? (part as Readonly<Record<string, unknown>>)[step] : undefined),
      attached.get(key),
    );
}
